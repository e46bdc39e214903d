import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault, isFault, type FaultCode } from '#kernel/core/fault.ts'
import { settled } from '#kernel/testing/fake-clock.ts'
import { TwoRegions } from '#kernel/testing/two-regions.ts'

const failsWith = (work: Promise<unknown>, code: FaultCode) =>
  rejects(work, (error) => isFault(error, code))

/** A command of the home `sin`, held or not; tells what became of it. */
function command({ sin }: TwoRegions, work: () => Promise<void> = async () => undefined) {
  const outcome = { is: 'waiting' }
  const written = async () => {
    await work()
    sin.steps.push('write')
  }
  sin.serving.within('cnt_sin_1', written).then(
    () => (outcome.is = 'written'),
    (error: unknown) => (outcome.is = isFault(error) ? error.code : 'failed'),
  )
  return outcome
}

/** A hand-over that has closed the gate, and a command that waits there. */
async function begun(world: TwoRegions) {
  const gate = Promise.withResolvers<void>()
  world.sin.replication.position = async () => {
    await gate.promise
    return 'here'
  }
  const handing = world.sin.controller.handOver('sin')
  await settled()
  const held = command(world)
  await settled()
  equal(held.is, 'waiting')
  gate.resolve()
  return { handing, held }
}

suite('a planned hand-over', () => {
  test('drains, shuts the database, catches up, asks the witness, and opens the gate last', async () => {
    const world = await TwoRegions.paired()
    const gate = Promise.withResolvers<void>()
    const inside = command(world, () => gate.promise)
    const handing = world.sin.controller.handOver('sin')
    await settled()
    const late = command(world)
    await settled()
    deepEqual([inside.is, late.is], ['waiting', 'waiting'])
    gate.resolve()
    await handing
    await settled()
    deepEqual(world.sin.done(), [
      'write',
      'set-fence 1 none',
      'catch-up',
      'propose 2',
      'subscribe',
      'await peer',
      'set-fence 2 none',
    ])
    deepEqual([inside.is, late.is], ['written', 'not-serving'])
    deepEqual(world.summary, ['paired 2 none', 'paired 2 sin+syd'])
    await world.stop()
  })

  test('can be undone by the next one', async () => {
    const world = await TwoRegions.paired()
    await world.sin.controller.handOver('sin')
    await world.syd.controller.handOver('sin')
    deepEqual(world.summary, ['paired 3 sin', 'paired 3 syd'])
    await world.stop()
  })

  test('that the peer notices while it takes the map leaves nothing held there', async () => {
    const world = await TwoRegions.paired()
    const { sin, syd } = world
    const gate = Promise.withResolvers<void>()
    const { subscribe } = syd.replication
    syd.replication.subscribe = () => gate.promise.then(subscribe)
    const handing = sin.controller.handOver('sin')
    await world.clock.advance(400)
    deepEqual(world.summary, ['paired 2 none', 'paired 1 syd'])
    gate.resolve()
    await handing
    await syd.controller.handOver('sin')
    deepEqual([syd.summary, syd.serving.inDoubt], ['paired 3 syd', false])
    await world.stop()
  })

  test('reaches the peer through the witness when nobody could tell it', async () => {
    const world = await TwoRegions.paired()
    world.sin.peer.learn = () => Promise.reject(new Fault('timeout'))
    await world.sin.controller.handOver('sin')
    equal(world.syd.summary, 'paired 1 syd')
    await world.clock.advance(1_000)
    equal(world.syd.summary, 'paired 2 sin+syd')
    await world.stop()
  })

  test('of a home that is not served here is refused', async () => {
    const world = await TwoRegions.paired()
    await failsWith(world.sin.controller.handOver('syd'), 'not-serving')
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    await failsWith(world.sin.controller.handOver('sin'), 'not-serving')
    await world.stop()
  })
})

suite('a hand-over changes nothing and lets commands go on', () => {
  test('when the peer does not catch up', async () => {
    const world = await TwoRegions.paired()
    world.sin.replication.caughtUp = false
    const { handing, held } = await begun(world)
    await failsWith(handing, 'timeout')
    await settled()
    equal(held.is, 'written')
    equal(world.witness.map.epoch, 1)
    equal(world.sin.summary, 'paired 1 sin')
    await world.stop()
  })

  test('when the witness is away', async () => {
    const world = await TwoRegions.paired()
    world.witness.away = true
    const { handing, held } = await begun(world)
    await failsWith(handing, 'unavailable')
    await settled()
    equal(held.is, 'written')
    equal(world.sin.summary, 'paired 1 sin')
    await world.stop()
  })

  test('and the database takes them again, at once or as soon as it can be told', async () => {
    const world = await TwoRegions.paired()
    const { replication } = world.sin
    world.witness.away = true
    await failsWith(world.sin.controller.handOver('sin'), 'unavailable')
    deepEqual(replication.fenced, { epoch: 1, serves: ['sin'] })
    replication.failing.set('set-fence', [null, new Fault('unavailable')])
    await failsWith(world.sin.controller.handOver('sin'), 'unavailable')
    deepEqual(replication.fenced, { epoch: 1, serves: [] })
    await world.clock.advance(500)
    deepEqual(replication.fenced, { epoch: 1, serves: ['sin'] })
    equal(world.sin.summary, 'paired 1 sin')
    await world.stop()
  })

  test('when commands inside do not finish, which keeps nobody from surviving the peer', async () => {
    const world = await TwoRegions.paired()
    command(world, () => new Promise(() => undefined))
    const handing = failsWith(world.sin.controller.handOver('sin'), 'timeout')
    await world.lose(world.syd)
    await world.clock.advance(3_000)
    await handing
    await world.clock.advance(2_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })
})

suite('a hand-over whose outcome is in doubt', () => {
  test('keeps commands waiting until the witness says', async () => {
    const world = await TwoRegions.paired()
    world.witness.answersLost = 3
    const { handing, held } = await begun(world)
    await world.clock.advance(500)
    equal(held.is, 'waiting')
    ok(!world.sin.done().includes('write'))
    await world.clock.advance(500)
    await handing
    await settled()
    equal(held.is, 'not-serving')
    deepEqual(world.summary, ['paired 2 none', 'paired 2 sin+syd'])
    await world.stop()
  })

  test('and that is given up with the process lets nobody write', async () => {
    const world = await TwoRegions.paired()
    world.witness.answersLost = 100
    const { handing, held } = await begun(world)
    const over = failsWith(handing, 'outcome-unknown')
    await world.clock.advance(500)
    await world.sin.controller.stop()
    await over
    await settled()
    equal(held.is, 'not-serving')
  })

  test('writes nothing while its own fence could not be moved', async () => {
    const world = await TwoRegions.paired()
    world.sin.replication.failing.set('set-fence', [null, new Fault('unavailable')])
    const { handing, held } = await begun(world)
    await failsWith(handing, 'unavailable')
    await settled()
    equal(held.is, 'not-serving')
    await world.clock.advance(3_000)
    deepEqual(world.summary, ['paired 2 none', 'paired 2 sin+syd'])
    await world.stop()
  })

  test('because somebody was faster takes the map that is in force', async () => {
    const world = await TwoRegions.paired()
    const handing = world.sin.controller.handOver('sin')
    world.witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }
    await failsWith(handing, 'version-conflict')
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })
})
