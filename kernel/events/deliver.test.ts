import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { instantOf } from '#kernel/core/instant.ts'
import { DeliverFixture } from '#kernel/testing/deliver-fixture.ts'
import { outsideCall } from '#kernel/service/reaction.ts'
import { count } from '#kernel/testing/counter.ts'
import { settled } from '#kernel/testing/fake-clock.ts'

const dueIn = (world: DeliverFixture, ms: number) => instantOf(world.clock.now() + ms)

suite('a delivery', () => {
  test('just committed takes effect without anybody polling', async () => {
    const world = new DeliverFixture()
    world.deliverer.offer([world.stored('d1', { by: 5 })])
    await settled()
    equal(world.valueOf('cnt_sin_1'), 5)
    equal(world.ledger.taken, 0)
    equal(world.ledger.deliveries.size, 0)
  })

  test('left behind is taken and takes effect', async () => {
    const world = new DeliverFixture()
    world.ledger.left = [world.stored('d1', { by: 5 })]
    world.deliverer.start()
    await settled()
    equal(world.valueOf('cnt_sin_1'), 5)
    await world.deliverer.stop()
  })

  test('offered twice is carried out once', async () => {
    const world = new DeliverFixture()
    const delivery = world.stored('d1')
    world.deliverer.offer([delivery, delivery])
    world.deliverer.offer([delivery])
    await settled()
    equal(world.valueOf('cnt_sin_1'), 1)
    deepEqual(world.failures, [])
  })

  test('carried out before is ended, not done again', async () => {
    const world = new DeliverFixture()
    const delivery = world.stored('d1')
    world.ledger.deliveries.clear()
    world.deliverer.offer([delivery])
    await settled()
    equal(world.valueOf('cnt_sin_1'), undefined)
    deepEqual(world.ledger.finished, ['d1'])
    deepEqual(world.failures, [])
  })

  test('due later is left to take', async () => {
    const world = new DeliverFixture()
    world.deliverer.offer([world.stored('d1', { dueAt: dueIn(world, 1) })])
    await settled()
    equal(world.valueOf('cnt_sin_1'), undefined)
    await world.clock.advance(1)
    world.deliverer.offer([world.stored('d1', { dueAt: dueIn(world, 0) })])
    await settled()
    equal(world.valueOf('cnt_sin_1'), 1)
  })

  test('that the ledger gives out is due, whatever the clock of this machine says', async () => {
    const world = new DeliverFixture()
    world.ledger.left = [world.stored('d1', { dueAt: dueIn(world, 20) })]
    world.deliverer.start()
    await settled()
    equal(world.valueOf('cnt_sin_1'), 1)
    await world.deliverer.stop()
  })

  test('of the same home leaves no mark, of another home one with its target', async () => {
    const world = new DeliverFixture()
    world.serve({ sin: 'sin', syd: 'sin' })
    const [same, other] = [world.stored('d1'), world.stored('d2', { home: 'syd' })]
    world.deliverer.offer([same, other])
    await settled()
    equal(world.valueOf('cnt_sin_1'), 2)
    deepEqual([...world.ledger.marks], ['d2'])
    equal(world.ledger.deliveries.size, 0)
  })
})

suite('a failed attempt', () => {
  test('is postponed with a growing wait', async () => {
    const world = new DeliverFixture()
    for (const attempts of [0, 1, 2]) {
      world.ledger.faults.push(new Fault('unavailable', 'away'))
      world.deliverer.offer([world.stored(`d${attempts}`, { attempts })])
      await settled()
    }
    deepEqual(
      world.ledger.postponed.map(({ outcome }) => outcome),
      [75, 150, 300].map((waitMs) => ({ error: 'away', dueAt: dueIn(world, waitMs) })),
    )
    deepEqual(world.failures[0], { id: 'd0', says: 'away', dead: false })
  })

  test('is the last when too many went before, and leaves a dead letter', async () => {
    const world = new DeliverFixture()
    world.deliverer.offer([world.stored('d1', { by: 13, attempts: 8 })])
    await settled()
    deepEqual(world.ledger.postponed, [
      { id: 'd1', outcome: { error: '13 is unlucky', dead: true } },
    ])
    equal(world.failures[0]?.dead, true)
  })

  test('holds up no other delivery, not even one for the same document', async () => {
    const world = new DeliverFixture()
    const poison = world.stored('d1', { by: 13 })
    world.deliverer.offer([poison, world.stored('d2', { by: 2 }), world.stored('d3', { by: 3 })])
    await settled()
    equal(world.valueOf('cnt_sin_1'), 5)
    deepEqual(
      world.ledger.postponed.map(({ id }) => id),
      ['d1'],
    )
  })

  test('includes a refusal: what it needs may still come', async () => {
    const world = new DeliverFixture()
    world.deliverer.offer([world.stored('d1', { by: 200 })])
    await settled()
    const [postponed] = world.ledger.postponed
    deepEqual(postponed?.outcome, {
      error: 'refused with counters.too-much: 200 is more.',
      dueAt: dueIn(world, 75),
    })
  })

  test('because nobody owns the kind or answers the call is a failure like others', async () => {
    const world = new DeliverFixture()
    const strange = world.stored('d1', { kind: 'ghost' })
    const call = world.stored('d2', { body: { call: 'ghosts.rise', input: {} } })
    world.deliverer.offer([strange, call])
    await settled()
    deepEqual(world.failures.map(({ says }) => says).toSorted(), [
      'no service answers the call ghosts.rise',
      'no service owns the kind ghost',
    ])
  })

  test('with the ledger itself away is made again as soon as it answers', async () => {
    const world = new DeliverFixture()
    const delivery = world.stored('d1', { by: 5 })
    world.ledger.faults.push(new Fault('unavailable'))
    world.ledger.beforeChange = () => Promise.reject(new Fault('unavailable'))
    world.deliverer.offer([delivery])
    await settled()
    deepEqual(world.ledger.postponed, [])
    ok(world.ledger.deliveries.has('d1'))
    world.ledger.leased.push(delivery)
    world.deliverer.start()
    await settled()
    equal(world.valueOf('cnt_sin_1'), 5)
    await world.deliverer.stop()
  })

  test('to take some does not leave them to the end of their leases', async () => {
    const world = new DeliverFixture()
    const delivery = world.stored('d1', { by: 5 })
    const take = world.ledger.take.bind(world.ledger)
    world.ledger.take = () => Promise.reject(new Fault('unavailable'))
    world.deliverer.start()
    await settled()
    world.ledger.leased.push(delivery)
    world.ledger.take = take
    await world.clock.advance(200)
    await settled()
    equal(world.valueOf('cnt_sin_1'), 5)
    await world.deliverer.stop()
  })

  test('to learn what became of a commit brings up at once what it left behind', async () => {
    const world = new DeliverFixture()
    world.ledger.faults.push(new Fault('outcome-unknown'))
    world.ledger.leased.push(world.stored('d2', { by: 5, documentId: 'cnt_sin_2' }))
    world.deliverer.offer([world.stored('d1')])
    world.deliverer.start()
    await world.clock.advance(200)
    await settled()
    equal(world.valueOf('cnt_sin_2'), 5)
    await world.deliverer.stop()
  })
})

suite('an outside call', () => {
  test('gets the key of its delivery, and its answer ends the delivery', async () => {
    const world = new DeliverFixture()
    const keys: string[] = []
    world.calls.set(
      'bank.pay',
      outsideCall('bank.pay', async (input: { readonly by: number }, { key, id }) => {
        keys.push(`${key} ${id}`)
        return count(input.by)
      }),
    )
    world.deliverer.offer([world.stored('d1', { body: { call: 'bank.pay', input: { by: 9 } } })])
    await settled()
    deepEqual(keys, ['d1 cnt_sin_1'])
    equal(world.valueOf('cnt_sin_1'), 9)
    equal(world.ledger.deliveries.size, 0)
  })

  test('whose answer could not be recorded is made again with the same key', async () => {
    const world = new DeliverFixture()
    const keys: string[] = []
    world.calls.set(
      'bank.pay',
      outsideCall('bank.pay', async (_, { key }) => {
        keys.push(key)
        return count(9)
      }),
    )
    const delivery = world.stored('d1', { body: { call: 'bank.pay', input: {} } })
    world.ledger.faults.push(new Fault('outcome-unknown'))
    world.deliverer.offer([delivery])
    await settled()
    equal(world.ledger.postponed.length, 1)
    world.deliverer.offer([delivery])
    await settled()
    deepEqual(keys, ['d1', 'd1'])
    equal(world.valueOf('cnt_sin_1'), 9)
  })
})

suite('stopping', () => {
  test('finishes what is being worked on and begins nothing new', async () => {
    const world = new DeliverFixture()
    const gate = Promise.withResolvers<void>()
    world.ledger.beforeCommit = () => gate.promise
    world.deliverer.start()
    const deliveries = Array.from({ length: 130 }, (_, at) =>
      world.stored(`d${at}`, { documentId: `cnt_sin_${at}` }),
    )
    world.deliverer.offer(deliveries)
    await settled()
    let stopped = false
    const stopping = world.deliverer.stop().then(() => (stopped = true))
    world.deliverer.offer([world.stored('late')])
    await settled()
    equal(stopped, false)
    gate.resolve()
    await stopping
    equal(world.ledger.commits.length, 128)
    ok(world.ledger.deliveries.has('d129') && world.ledger.deliveries.has('late'))
  })

  test('waits for what is on its way to the other region', async () => {
    const world = new DeliverFixture()
    const gate = Promise.withResolvers<void>()
    world.sendAcross = async (_, deliveries) => {
      await gate.promise
      return deliveries.map(() => ({ done: true }))
    }
    world.deliverer.offer([world.stored('d1', { documentId: 'cnt_syd_1' })])
    await settled()
    let stopped = false
    const stopping = world.deliverer.stop().then(() => (stopped = true))
    await settled()
    equal(stopped, false)
    gate.resolve()
    await stopping
    deepEqual(world.ledger.finished, ['d1'])
  })
})
