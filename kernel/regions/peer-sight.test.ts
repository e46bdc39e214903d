import { equal } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { PeerSight } from '#kernel/regions/peer-sight.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'

type Look = 'gone' | 'silent' | 'seen'

class World {
  readonly clock = new FakeClock()
  readonly sight = new PeerSight(this.clock)

  /** Looks so many times, each so long after the one before; tells whether the peer counts as lost. */
  async look(how: Look, times: number, everyMs: number): Promise<boolean> {
    for (let at = 0; at < times; at += 1) {
      await this.clock.advance(everyMs)
      if (how === 'seen') this.sight.seen(true)
      else this.sight.missed(how)
    }
    return this.sight.lost()
  }

  async seen(): Promise<this> {
    await this.look('seen', 1, 200)
    return this
  }
}

suite('a peer', () => {
  test('that refuses is lost after three refusals and most of a second', async () => {
    const world = await new World().seen()
    equal(await world.look('gone', 4, 200), false)
    equal(await world.look('gone', 1, 200), true)
  })

  test('that refuses slowly is lost after three refusals', async () => {
    const world = await new World().seen()
    equal(await world.look('gone', 2, 900), false)
    equal(await world.look('gone', 1, 900), true)
  })

  test('that is silent gets longer', async () => {
    const world = await new World().seen()
    equal(await world.look('silent', 2, 1_200), false)
    equal(await world.look('silent', 1, 1_200), true)
  })

  test('that refuses between silences is not gone', async () => {
    const world = await new World().seen()
    await world.look('gone', 2, 400)
    await world.look('silent', 1, 400)
    equal(await world.look('gone', 2, 400), false)
  })

  test('that answers again starts afresh', async () => {
    const world = await new World().seen()
    await world.look('gone', 4, 200)
    await world.seen()
    equal(await world.look('gone', 4, 200), false)
  })

  test('that was never seen may be starting, too', async () => {
    const world = new World()
    equal(await world.look('gone', 95, 200), false)
    equal(await world.look('gone', 6, 200), true)
  })

  test('that was never seen may be starting, also when the judging starts afresh', async () => {
    const world = new World()
    world.sight.startAfresh()
    equal(await world.look('gone', 20, 200), false)
  })
})

test('a sight is fresh for a second, and only if the peer says that it is in the pair', async () => {
  const { clock, sight } = new World()
  equal(sight.isFresh(), false)
  sight.seen(true)
  equal(sight.isFresh(), true)
  await clock.advance(1_001)
  equal(sight.isFresh(), false)
  // It has just been started, and may have gone on alone before.
  sight.seen(false)
  equal(sight.isFresh(), false)
  equal(sight.lost(), false)
})

test('a peer that answers and does not end its start is lost after half a minute', async () => {
  const { clock, sight } = new World()
  const look = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000)
      sight.seen(false, true)
    }
  }
  await look(30)
  equal(sight.lost(), false)
  sight.seen(false, false)
  await look(30)
  equal(sight.lost(), false)
  await look(1)
  equal(sight.lost(), true)
  sight.startAfresh()
  equal(sight.lost(), false)
})

suite('a process that slept', () => {
  test('does not hold its own sleep against a silent peer', async () => {
    const world = await new World().seen()
    equal(await world.look('silent', 1, 3_600_000), false)
    equal(await world.look('silent', 1, 1_200), false)
    equal(await world.look('silent', 1, 1_200), true)
  })

  test('does not hold it against one that refused just before', async () => {
    const world = await new World().seen()
    await world.look('gone', 1, 200)
    equal(await world.look('gone', 1, 3_600_000), false)
  })

  test('does not hold it against one that was never seen', async () => {
    equal(await new World().look('gone', 1, 3_600_000), false)
  })
})

test('time that passes without a look says nothing', async () => {
  const world = await new World().seen()
  await world.clock.advance(60_000)
  equal(world.sight.lost(), false)
})

test('looks that are far apart still tell in the end', async () => {
  const world = await new World().seen()
  equal(await world.look('silent', 3, 5_000), true)
})
