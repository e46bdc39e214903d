import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { TwoRegions } from '#kernel/testing/two-regions.ts'

const bothPaired = ['paired 1 sin', 'paired 1 syd']

suite('a region that starts', () => {
  test('takes the standing that the map gives it', async () => {
    const world = new TwoRegions()
    await world.sin.controller.start()
    equal(world.sin.summary, 'paired 1 sin')
    deepEqual(world.sin.done(), ['subscribe', 'await peer', 'set-fence 1 sin'])
    await world.stop()
  })

  test('waits for the witness, writes nothing, and goes on when it is there', async () => {
    const world = new TwoRegions()
    world.witness.away = true
    await world.sin.controller.start()
    await world.clock.advance(1_000)
    equal(world.sin.summary, 'starting 0 none')
    ok(world.sin.controller.writesHalted)
    world.witness.away = false
    await world.clock.advance(400)
    equal(world.sin.summary, 'paired 1 sin')
    equal(world.sin.controller.writesHalted, null)
    await world.stop()
  })

  test('says that it waits for the witness, and ever more seldom', async () => {
    const world = new TwoRegions()
    world.witness.away = true
    await world.sin.controller.start()
    await world.clock.advance(60_000)
    deepEqual(world.sin.said, Array(4).fill('waiting for the witness'))
    await world.stop()
  })

  test('after its peer went on alone is out', async () => {
    const world = new TwoRegions()
    world.witness.map = { epoch: 5, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } }
    await world.sin.controller.start()
    equal(world.sin.summary, 'out 5 none')
    deepEqual(world.sin.done(), ['abandon-waiting', 'set-fence 5 none'])
    await world.stop()
  })

  test('gives its peer, which may be starting too, time to appear', async () => {
    const world = new TwoRegions()
    world.syd.alive = false
    await world.sin.controller.start()
    await world.clock.advance(15_000)
    equal(world.sin.summary, 'paired 1 sin')
    await world.clock.advance(10_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })
})

suite('a region that loses its peer', () => {
  test('goes on alone within two seconds when the peer is gone', async () => {
    const world = await TwoRegions.paired()
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('neither listens to it nor sends it anything more once it serves its home', async () => {
    const world = await TwoRegions.paired()
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    deepEqual(world.sin.done(), [
      'propose 2',
      'leave-pairs 2',
      'unsubscribe',
      'await nobody',
      'forget-peer',
      'set-fence 2 sin+syd',
    ])
    await world.stop()
  })

  test('waits longer for one that is only silent', async () => {
    const world = await TwoRegions.paired()
    world.link = 'silent'
    await world.clock.advance(2_500)
    deepEqual(world.summary, bothPaired)
    await world.clock.advance(4_000)
    equal(world.witness.map.epoch, 2)
    await world.stop()
  })

  test('whose process lives while its database is gone counts as lost', async () => {
    const world = await TwoRegions.paired()
    world.syd.ledgerAnswers = false
    world.syd.replication.failing.set('fence', Array(50).fill(new Fault('unavailable')))
    await world.clock.advance(2_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('asks for nothing when its own database is gone', async () => {
    const world = await TwoRegions.paired()
    world.sin.replication.failing.set('fence', Array(50).fill(new Fault('unavailable')))
    await world.lose(world.syd)
    await world.clock.advance(4_000)
    equal(world.witness.map.epoch, 1)
    await world.stop()
  })

  for (const step of ['unsubscribe', 'await', 'set-fence']) {
    test(`and fails to ${step} while it adopts, serves nothing new and tries again`, async () => {
      const world = await TwoRegions.paired()
      world.sin.replication.failing.set(step, [new Fault('unavailable')])
      await world.lose(world.syd)
      while (world.witness.map.epoch === 1) await world.clock.advance(100)
      equal(world.sin.summary, 'paired 1 sin')
      await world.clock.advance(400)
      equal(world.sin.summary, 'solo 2 sin+syd')
      await world.stop()
    })
  }

  test('that cannot drop what is kept for the peer serves all the same, and tries once more', async () => {
    const world = await TwoRegions.paired()
    world.sin.replication.failing.set('forget-peer', [new Fault('unavailable')])
    await world.lose(world.syd)
    await world.clock.advance(2_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    deepEqual(world.sin.done().slice(-2), ['set-fence 2 sin+syd', 'forget-peer'])
    await world.stop()
  })

  test('does nothing any more once it was stopped', async () => {
    const world = await TwoRegions.paired()
    await world.lose(world.syd)
    await world.lose(world.sin)
    await world.clock.advance(30_000)
    equal(world.witness.map.epoch, 1)
  })
})

suite('a peer that answers and does not end its start', () => {
  const startsInVain = async () => {
    const world = await TwoRegions.paired()
    const never = Array<Error>(5_000).fill(new Fault('timeout'))
    world.syd.replication.failing.set('subscribe', never)
    void world.syd.restart()
    await world.clock.advance(61_000)
    equal(world.syd.summary, 'starting 0 none')
    return world
  }

  test('is lost in the end, and comes back by a copy', async () => {
    const world = await startsInVain()
    equal(world.sin.summary, 'paired 1 sin')
    await world.clock.advance(34_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    equal(world.syd.summary, 'out 2 none')
    await world.stop()
  })

  test('is not while nobody hears the witness, nor as soon as somebody does', async () => {
    const world = await startsInVain()
    world.witness.away = true
    await world.clock.advance(300_000)
    deepEqual([world.sin.summary, world.sin.controller.writesHalted], ['paired 1 sin', null])
    world.witness.away = false
    await world.clock.advance(20_000)
    equal(world.sin.summary, 'paired 1 sin')
    await world.stop()
  })
})

suite('a stream that is cut between two regions that are well', () => {
  test('leaves one region serving, because no commit could be acknowledged', async () => {
    const world = await TwoRegions.paired()
    await world.clock.advance(1_000)
    world.sin.replication.streams = { sending: false, receiving: true }
    await world.clock.advance(2_000)
    equal(world.sin.summary, 'paired 1 sin')
    await world.clock.advance(3_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    equal(world.syd.summary, 'out 2 none')
    await world.stop()
  })

  test('changes nothing when it is made again soon, or had no time yet to be made', async () => {
    const world = new TwoRegions()
    world.syd.replication.streams = { sending: false, receiving: true }
    await Promise.all([world.sin.controller.start(), world.syd.controller.start()])
    for (const sending of [true, false, true, false, true]) {
      world.sin.replication.streams = { sending, receiving: true }
      await world.clock.advance(2_500)
    }
    deepEqual(world.summary, ['paired 1 sin', 'paired 1 syd'])
    await world.stop()
  })

  test('is noticed in the end by a process that never saw it whole', async () => {
    const world = await TwoRegions.paired()
    world.sin.replication.streams = { sending: false, receiving: true }
    void world.sin.controller.stop()
    await world.sin.restart()
    await world.clock.advance(15_000)
    deepEqual(world.sin.summary, 'paired 1 sin')
    await world.clock.advance(10_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('leaves a peer in peace that was heard of while another change was made', async () => {
    const world = await TwoRegions.paired()
    const { sin, witness } = world
    const gate = Promise.withResolvers<void>()
    const { subscribe } = sin.replication
    sin.replication.subscribe = () => gate.promise.then(subscribe)
    witness.map = { ...witness.map, epoch: 2 }
    void sin.controller.learn(witness.map)
    world.link = 'cut'
    await world.clock.advance(1_400)
    world.link = 'up'
    gate.resolve()
    await world.clock.advance(1_000)
    deepEqual(world.summary, ['paired 2 sin', 'paired 2 syd'])
    await world.stop()
  })
})

suite('a cut link', () => {
  test('leaves exactly one region serving', async () => {
    const world = await TwoRegions.paired()
    world.link = 'cut'
    await world.clock.advance(4_000)
    const standings = [world.sin, world.syd].map(({ serving }) => serving.standing)
    deepEqual(standings.toSorted(), ['out', 'solo'])
    equal(world.witness.map.epoch, 2)
    await world.stop()
  })

  test('makes the slower one abandon what waits, before its fence falls', async () => {
    const world = await TwoRegions.paired()
    world.link = 'cut'
    await world.clock.advance(4_000)
    const loser = world.sin.serving.standing === 'out' ? world.sin : world.syd
    deepEqual(loser.done(), ['propose 2', 'abandon-waiting', 'set-fence 2 none'])
    await world.stop()
  })

  test('makes it abandon also those who come to wait while its fence falls', async () => {
    const world = await TwoRegions.paired()
    const { replication, controller } = world.sin
    const setFence = replication.setFence.bind(replication)
    const lateOnes = Promise.withResolvers<void>()
    replication.setFence = async (fence) => {
      await lateOnes.promise
      await setFence(fence)
    }
    let abandoned = 0
    replication.abandonWaiting = async () => {
      abandoned += 1
      if (abandoned > 1) lateOnes.resolve()
    }
    void controller.learn({ epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } })
    await world.clock.advance(200)
    equal(world.sin.summary, 'out 2 none')
    await world.stop()
  })

  test('hits one whose peer went on while it was frozen: it is out as soon as it looks', async () => {
    const world = await TwoRegions.paired()
    world.witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } }
    await world.clock.advance(2_400)
    equal(world.sin.summary, 'out 2 none')
    await world.stop()
  })
})

suite('the witness', () => {
  test('lost while both regions are up stops nothing', async () => {
    const world = await TwoRegions.paired()
    world.witness.away = true
    await world.clock.advance(60_000)
    deepEqual(world.summary, bothPaired)
    equal(world.sin.controller.writesHalted, null)
    await world.stop()
  })

  test('that is slow does not make a healthy peer look lost', async () => {
    const world = await TwoRegions.paired()
    world.witness.slowMs = 10_000
    await world.clock.advance(60_000)
    deepEqual(world.summary, bothPaired)
    await world.stop()
  })

  test('that is slow does not hide that the peer is lost', async () => {
    const world = await TwoRegions.paired()
    world.witness.slowMs = 1_600
    await world.lose(world.syd)
    await world.clock.advance(15_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    await world.stop()
  })

  test('lost together with the peer is not complained of at every look', async () => {
    const world = await TwoRegions.paired()
    world.witness.away = true
    await world.lose(world.syd)
    await world.clock.advance(63_000)
    const complaints = Map.groupBy(world.sin.said.slice(1), (what) => what)
    equal(complaints.size, 2)
    for (const said of complaints.values()) equal(said.length, 4)
    await world.stop()
  })

  test('lost together with the peer halts writes, and both return with it', async () => {
    const world = await TwoRegions.paired()
    world.witness.away = true
    await world.lose(world.syd)
    await world.clock.advance(3_000)
    equal(world.sin.summary, 'paired 1 sin')
    ok(world.sin.controller.writesHalted)
    world.witness.away = false
    await world.clock.advance(1_000)
    equal(world.sin.summary, 'solo 2 sin+syd')
    equal(world.sin.controller.writesHalted, null)
    await world.stop()
  })

  test('whose answer is lost is asked again and answers the same', async () => {
    const world = await TwoRegions.paired()
    world.witness.answersLost = 1
    await world.lose(world.syd)
    await world.clock.advance(2_500)
    equal(world.sin.summary, 'solo 2 sin+syd')
    equal(world.witness.map.epoch, 2)
    await world.stop()
  })
})

suite('what the peer may not have', () => {
  test('is in doubt from the start, and settled when the peer has reached it', async () => {
    const world = new TwoRegions()
    world.sin.replication.caughtUp = false
    await Promise.all([world.sin.controller.start(), world.syd.controller.start()])
    await world.clock.advance(1_000)
    deepEqual([world.sin.serving.inDoubt, world.syd.serving.inDoubt], [true, false])
    world.sin.replication.caughtUp = true
    await world.clock.advance(400)
    equal(world.sin.serving.inDoubt, false)
    world.sin.serving.doubt()
    equal(world.sin.serving.inDoubt, true)
    await world.clock.advance(400)
    equal(world.sin.serving.inDoubt, false)
    await world.stop()
  })
})

test('a region whose database cannot take the map of a newer epoch lets nobody write or read', async () => {
  const world = await TwoRegions.paired()
  const { sin, syd, witness } = world
  witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } }
  await syd.controller.learn(witness.map)
  let isAway = true
  const read = sin.replication.fence.bind(sin.replication)
  sin.replication.caughtUp = false
  sin.replication.fence = () => (isAway ? Promise.reject(new Fault('unavailable')) : read())
  await world.clock.advance(400)
  let outcome = 'waiting'
  sin.serving
    .within('cnt_sin_1', async () => undefined)
    .then(
      () => (outcome = 'written'),
      () => (outcome = 'refused'),
    )
  await world.clock.advance(5_000)
  deepEqual([outcome, sin.serving.inDoubt], ['waiting', true])
  isAway = false
  await world.clock.advance(400)
  equal(outcome, 'refused')
  await world.stop()
})
