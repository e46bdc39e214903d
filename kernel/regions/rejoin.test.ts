import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault, isFault } from '#kernel/core/fault.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import { singaporeOut } from '#kernel/testing/singapore-out.ts'
import { TwoRegions } from '#kernel/testing/two-regions.ts'

const event = (version: number): StoredEvent => ({
  id: `thg_sin_1/${version}.0`,
  type: 'things.put',
  kind: 'thing',
  documentId: 'thg_sin_1',
  version,
  at: '',
  data: {},
})
const together = ['paired 4 sin', 'paired 4 syd']

suite('a region that comes back', () => {
  test('saves its tail, copies the ledger of its peer, pairs, and gets its home', async () => {
    const world = await singaporeOut()
    world.syd.replication.events = [event(1)]
    world.sin.replication.events = [event(1), event(2), event(3)]
    deepEqual(await world.sin.controller.rejoin(), { salvaged: 2, report: 'report.jsonl' })
    deepEqual(world.sin.salvaged, [[event(2), event(3)]])
    deepEqual(world.sin.done(), [
      'abandon-waiting',
      'set-fence 2 none',
      'await nobody',
      'keep-salvage',
      'unsubscribe',
      'forget-peer',
      'reseed',
      'await peer',
      'subscribe',
      'await peer',
      'set-fence 3 none',
      'subscribe',
      'await peer',
      'set-fence 4 sin',
    ])
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('says how far the copy is while it lasts', async () => {
    const world = await singaporeOut()
    const { controller, replication } = world.sin
    let said: string | null = null
    const awaitPeer = replication.awaitPeer
    replication.awaitPeer = (wait) => {
      said ??= controller.copying
      return awaitPeer(wait)
    }
    await controller.rejoin()
    deepEqual([said, controller.copying], ['1 of 6 tables copied', null])
    await world.stop()
  })

  test('leaves everything as it is while another of its processes comes back', async () => {
    const world = await singaporeOut()
    world.sin.replication.failing.set('exclusively', [new Fault('not-serving')])
    await rejects(world.sin.controller.rejoin(), { code: 'not-serving' })
    deepEqual(world.sin.done(), [])
    await world.stop()
  })

  test('that did not know it was out writes nothing any more before it waits for nobody', async () => {
    const world = await TwoRegions.paired()
    const adopted = { sin: 'sin' }
    world.witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' }, adopted }
    await world.syd.controller.learn(world.witness.map)
    await world.sin.controller.rejoin()
    const steps = world.sin.done()
    const deposed = steps.indexOf('set-fence 2 none')
    ok(deposed >= 0 && deposed < steps.indexOf('await nobody'), steps.join(', '))
    await world.stop()
  })

  test('is waited for by its peer before the witness makes them a pair', async () => {
    const world = await singaporeOut()
    await world.sin.controller.rejoin()
    deepEqual(world.syd.done().slice(0, 5), [
      'subscribe',
      'catch-up',
      'await peer',
      'catch-up',
      'propose 3',
    ])
    await world.stop()
  })

  test('can do so by itself, after a while', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    await world.clock.advance(1_500)
    equal(world.sin.summary, 'out 2 none')
    await world.clock.advance(2_000)
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('does not when it was told to wait for people', async () => {
    const world = await singaporeOut()
    await world.clock.advance(60_000)
    equal(world.sin.summary, 'out 2 none')
    await world.stop()
  })

  test('does not while the peer is not there to come back to', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    world.link = 'cut'
    await world.clock.advance(60_000)
    deepEqual(world.sin.done(), [])
    world.link = 'up'
    await world.clock.advance(4_000)
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('that is not out has nothing to rejoin', async () => {
    const world = await TwoRegions.paired()
    const refused = (error: unknown) => isFault(error, 'not-serving')
    await rejects(world.sin.controller.rejoin(), refused)
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    await rejects(world.sin.controller.rejoin(), refused)
    await world.stop()
  })
})

suite('an interrupted return', () => {
  for (const step of ['unsubscribe', 'forget-peer', 'set-fence', 'reseed', 'await']) {
    test(`at ${step} can be repeated`, async () => {
      const world = await singaporeOut()
      world.sin.replication.failing.set(step, [new Fault('unavailable')])
      await rejects(world.sin.controller.rejoin())
      equal(world.sin.summary, 'out 2 none')
      await world.sin.controller.rejoin()
      deepEqual(world.summary, together)
      await world.stop()
    })
  }

  test('is repeated by itself after growing waits', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    world.sin.replication.failing.set('reseed', Array(3).fill(new Fault('unavailable')))
    const startMs = world.clock.monotonic()
    const tries: number[] = []
    let seen = 0
    while (world.sin.serving.standing !== 'paired') {
      await world.clock.advance(200)
      const failed = world.sin.said.filter((what) => what.startsWith('could not rejoin')).length
      if (failed > seen) tries.push(world.clock.monotonic() - startMs)
      seen = failed
    }
    equal(tries.length, 3)
    const [first = 0, second = 0, third = 0] = tries
    ok(second - first >= 4_000 && second - first < 5_000)
    ok(third - second >= 8_000 && third - second < 9_000)
    await world.stop()
  })

  test('after the ledger was copied has nothing left to save twice', async () => {
    const world = await singaporeOut()
    world.sin.replication.events = [event(1)]
    world.sin.peer.pair = () => Promise.reject(new Fault('timeout'))
    await rejects(world.sin.controller.rejoin())
    await rejects(world.sin.controller.rejoin())
    equal(world.sin.salvaged.length, 1)
    await world.stop()
  })

  test('whose pairing went unheard ends through the witness, and the home comes back', async () => {
    const world = await singaporeOut()
    world.sin.peer.answersLost.set('pair', 1)
    await rejects(world.sin.controller.rejoin())
    equal(world.witness.map.mode, 'paired')
    await world.clock.advance(6_000)
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('at its last step asks for the home until it is given', async () => {
    const world = await singaporeOut()
    const handOver = world.syd.controller.handOver.bind(world.syd.controller)
    let refused = 2
    world.syd.controller.handOver = (home) => {
      refused -= 1
      return refused < 0 ? handOver(home) : Promise.reject(new Fault('timeout'))
    }
    await rejects(world.sin.controller.rejoin())
    equal(world.sin.summary, 'paired 3 none')
    await world.clock.advance(2_400)
    equal(world.sin.summary, 'paired 3 none')
    await world.clock.advance(4_400)
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('goes on after the process has started anew, wherever it was', async () => {
    for (const call of ['pair', 'hand-over']) {
      const world = await singaporeOut({ rejoinByItself: true })
      world.sin.peer.answersLost.set(call, 1)
      if (call === 'hand-over')
        world.sin.peer.handOver = () => Promise.reject(new Fault('unavailable'))
      await rejects(world.sin.controller.rejoin())
      world.sin.peer.handOver = (home) => world.syd.controller.handOver(home)
      const restarting = world.sin.restart()
      world.sin.alive = true
      await world.clock.advance(1_000)
      await restarting
      await world.clock.advance(10_000)
      deepEqual(world.summary, together)
      await world.stop()
    }
  })

  test('is not tried while the disk is full, and soon after it has room', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    world.sin.trouble = 'its disk is full'
    await world.clock.advance(600_000)
    deepEqual(world.sin.done(), [])
    world.sin.trouble = null
    await world.clock.advance(3_000)
    deepEqual(world.summary, together)
    await world.stop()
  })

  test('is soon tried again once all has been well for a while', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    world.sin.replication.failing.set('reseed', Array(3).fill(new Fault('unavailable')))
    await world.clock.advance(60_000)
    deepEqual(world.summary, together)
    await world.clock.advance(70_000)
    const adopted = { sin: 'sin' }
    world.witness.map = { epoch: 5, mode: 'solo', serving: { sin: 'syd', syd: 'syd' }, adopted }
    await world.clock.advance(6_000)
    deepEqual(world.summary, ['paired 7 sin', 'paired 7 syd'])
    await world.stop()
  })

  test('is no reason to ask for a home that was handed over on purpose', async () => {
    const world = await TwoRegions.paired({ rejoinByItself: true })
    await world.sin.controller.handOver('sin')
    await world.clock.advance(30_000)
    deepEqual(world.summary, ['paired 2 none', 'paired 2 sin+syd'])
    await world.stop()
  })

  test('long over is no such reason either', async () => {
    const world = await singaporeOut({ rejoinByItself: true })
    await world.clock.advance(10_000)
    deepEqual(world.summary, together)
    await world.sin.controller.handOver('sin')
    await world.clock.advance(30_000)
    deepEqual(world.summary, ['paired 5 none', 'paired 5 sin+syd'])
    await world.stop()
  })
})

suite('what a returned region is given back', () => {
  test('is what it had served: in warm standby every home, or none', async () => {
    const world = new TwoRegions({ rejoinByItself: true })
    world.witness.map = { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'sin' } }
    await Promise.all([world.sin, world.syd].map(({ controller }) => controller.start()))
    await world.clock.advance(1_000)
    await world.lose(world.sin)
    await world.clock.advance(2_000)
    equal(world.syd.summary, 'solo 2 sin+syd')
    await world.sin.restart()
    await world.clock.advance(10_000)
    deepEqual(world.summary, ['paired 5 sin+syd', 'paired 5 none'])
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    await world.syd.restart()
    await world.clock.advance(10_000)
    deepEqual(world.summary, ['paired 7 sin+syd', 'paired 7 none'])
    await world.stop()
  })
})
