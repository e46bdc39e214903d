import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault, isFault } from '#kernel/core/fault.ts'
import { pairedAgain } from '#kernel/regions/next-map.ts'
import { singaporeOut } from '#kernel/testing/singapore-out.ts'
import { TwoRegions } from '#kernel/testing/two-regions.ts'

suite('taking a peer back in', () => {
  test('is undone when the streams do not start', async () => {
    const world = await singaporeOut()
    world.syd.replication.streams = { sending: true, receiving: false }
    const pairing = world.syd.controller.pair().catch((error: unknown) => error)
    await world.clock.advance(31_000)
    ok(isFault(await pairing, 'timeout'))
    deepEqual(world.syd.done(), ['subscribe', 'unsubscribe', 'await nobody'])
    equal(world.syd.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('is undone when the peer lacks what was acknowledged without it', async () => {
    const world = await singaporeOut()
    world.syd.replication.caughtUp = false
    await rejects(world.syd.controller.pair(), (error) => isFault(error, 'timeout'))
    deepEqual(world.syd.done().slice(-2), ['unsubscribe', 'await nobody'])
    equal(world.syd.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('is undone when the witness cannot be asked', async () => {
    const world = await singaporeOut()
    world.witness.away = true
    await rejects(world.syd.controller.pair())
    deepEqual(world.syd.done().slice(-2), ['unsubscribe', 'await nobody'])
    await world.stop()
  })

  test('is undone when it can be, though the database is away at first', async () => {
    const world = await singaporeOut()
    world.witness.away = true
    world.syd.replication.failing.set('await', [new Fault('unavailable'), new Fault('unavailable')])
    const pairing = world.syd.controller.pair().catch((error: unknown) => error)
    await world.clock.advance(1_000)
    ok(isFault(await pairing))
    deepEqual(world.syd.done().slice(-2), ['unsubscribe', 'await nobody'])
    await world.stop()
  })

  test('is not disturbed by the region that asked for it, should that begin anew', async () => {
    const world = await singaporeOut()
    world.syd.replication.streams = { sending: true, receiving: false }
    const pairing = world.sin.peer.pair()
    await world.clock.advance(1_000)
    await rejects(world.sin.controller.rejoin(), (error) => isFault(error, 'not-serving'))
    deepEqual(world.sin.done(), [])
    world.syd.replication.streams = { sending: true, receiving: true }
    await world.clock.advance(1_000)
    equal((await pairing).mode, 'paired')
    await world.stop()
  })

  test('is not undone when it may be in force: commits go on waiting for both', async () => {
    const world = await singaporeOut()
    world.witness.answersLost = 3
    const pairing = world.syd.controller.pair()
    await world.clock.advance(1_000)
    equal((await pairing).epoch, 3)
    ok(!world.syd.done().includes('await nobody'))
    await world.stop()
  })

  test('ends being sure to be alone, from when the witness is asked until the map is applied', async () => {
    const world = await singaporeOut()
    const { serving, controller, replication } = world.syd
    await serving.confirm()
    // In force it is, but not known here: the database is away when it is to be applied.
    replication.failing.set('set-fence', [new Fault('unavailable')])
    await rejects(controller.pair())
    deepEqual([world.witness.map.mode, serving.standing], ['paired', 'solo'])
    equal(serving.isCurrent, false)
    await rejects(serving.confirm(), { code: 'not-serving' })
    await Promise.all([controller, world.sin.controller].map((one) => one.learn(world.witness.map)))
    await serving.confirm()
    await world.stop()
  })

  test('leaves it sure to be alone when the pair did not come about', async () => {
    const world = await singaporeOut()
    world.witness.away = true
    await rejects(world.syd.controller.pair())
    equal(world.syd.serving.isCurrent, true)
    await world.syd.serving.confirm()
    await world.stop()
  })

  test('cannot come into force any more once another process of the region has started', async () => {
    const world = await singaporeOut()
    // A process that stands still will ask for it when it wakes up.
    const asked = pairedAgain(world.witness.map)
    await world.syd.restart()
    const steps = world.syd.done()
    equal(world.syd.summary, 'solo 3 sin+syd')
    ok(steps.indexOf('propose 3') < steps.indexOf('unsubscribe'), steps.join(', '))
    equal((await world.witness.propose(2, asked)).mode, 'solo')
    await world.stop()
  })

  test('is left alone by a process that wakes up and learns that its heir has started', async () => {
    const world = await singaporeOut()
    const { syd, witness } = world
    // The heir has taken the next epoch and the streams apart.
    witness.map = { ...witness.map, epoch: 3 }
    syd.replication.fenced = { epoch: 3, serves: ['sin', 'syd'] }
    await syd.controller.learn(witness.map)
    equal(syd.summary, 'solo 3 sin+syd')
    deepEqual(syd.done(), [])
    await world.stop()
  })

  test('is neither finished nor undone by a process that was replaced meanwhile', async () => {
    for (const at of ['before', 'after']) {
      const world = await singaporeOut()
      const { replication } = world.syd
      const replaced = () => (replication.fenced = { epoch: 3, serves: ['sin', 'syd'] })
      const peerReached = replication.peerReached.bind(replication)
      if (at === 'before') {
        replication.peerReached = () => {
          replaced()
          return peerReached()
        }
      } else {
        world.witness.propose = async () => {
          replaced()
          throw new Fault('unavailable')
        }
      }
      await rejects(world.syd.controller.pair())
      const steps = world.syd.done()
      ok(!steps.includes('unsubscribe') && !steps.includes('await nobody'), steps.join(', '))
      equal(steps.includes('await peer'), at === 'after')
      await world.stop()
    }
  })

  test('that came into force while another process started is not undone by that one', async () => {
    const world = await singaporeOut()
    const { map } = world.witness
    world.witness.read = async () => {
      // Just after it was read.
      world.witness.map = pairedAgain(map)
      return map
    }
    await world.syd.restart()
    equal(world.syd.summary, 'paired 3 sin+syd')
    deepEqual(
      world.syd.done().filter((step) => /unsubscribe|forget-peer|await nobody/.test(step)),
      [],
    )
    await world.stop()
  })

  test('by an heir is noticed by a process that it replaced, and that believes to be alone', async () => {
    const world = await singaporeOut()
    const { serving, replication } = world.syd
    await replication.setFence({ epoch: 3, serves: ['sin', 'syd'] })
    equal(serving.standing, 'solo')
    await rejects(serving.confirm(), { code: 'not-serving' })
    await world.stop()
  })

  test('stays as it is when the process ends before the witness has said', async () => {
    const world = await singaporeOut()
    world.witness.answersLost = 100
    const pairing = rejects(world.syd.controller.pair())
    await world.clock.advance(1_000)
    await world.lose(world.syd)
    await pairing
    ok(!world.syd.done().includes('await nobody'))
    await world.stop()
  })

  test('is refused by a region that is not alone', async () => {
    const world = await TwoRegions.paired()
    await rejects(world.syd.controller.pair(), (error) => isFault(error, 'not-serving'))
    await world.stop()
  })
})
