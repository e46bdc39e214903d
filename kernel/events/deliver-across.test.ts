import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { AcrossOutcome } from '#kernel/events/deliver.ts'
import { DeliverFixture } from '#kernel/testing/deliver-fixture.ts'
import { settled } from '#kernel/testing/fake-clock.ts'

const across = { documentId: 'cnt_syd_1' }

suite('a delivery for a home that is served elsewhere', () => {
  test('is sent there, and ends here when it took effect there', async () => {
    const world = new DeliverFixture()
    world.deliverer.offer([world.stored('d1', across)])
    await settled()
    deepEqual(world.sent, [{ region: 'syd', ids: ['d1'] }])
    deepEqual(world.ledger.finished, ['d1'])
    equal(world.valueOf('cnt_syd_1'), undefined)
  })

  test('joins others while a request is on its way', async () => {
    const world = new DeliverFixture()
    const gate = Promise.withResolvers<void>()
    world.sendAcross = async (_, deliveries) => {
      await gate.promise
      return deliveries.map(() => ({ done: true }))
    }
    world.deliverer.offer([world.stored('d1', across)])
    await settled()
    const more = Array.from({ length: 101 }, (_, at) => world.stored(`e${at}`, across))
    world.deliverer.offer(more)
    await settled()
    gate.resolve()
    await settled()
    deepEqual(
      world.sent.map(({ ids }) => ids.length),
      [1, 100, 1],
    )
    equal(world.ledger.finished.length, 102)
  })

  test('is tried again when the region does not answer', async () => {
    const world = new DeliverFixture()
    world.sendAcross = () => Promise.reject(new Fault('timeout', 'no answer'))
    world.deliverer.offer([world.stored('d1', across), world.stored('d2', across)])
    await settled()
    deepEqual(
      world.ledger.postponed.map(({ id }) => id),
      ['d1', 'd2'],
    )
    ok(world.ledger.deliveries.has('d1'))
  })

  test('that is refused there is tried again, and the others of its request are done', async () => {
    const world = new DeliverFixture()
    const outcomes: Readonly<Record<string, AcrossOutcome>> = {
      d1: { done: true },
      d2: { done: false, error: 'refused with counters.too-much', retryable: false },
      d3: { done: false, error: 'busy', retryable: true },
    }
    world.sendAcross = async (_, deliveries) =>
      deliveries.map(({ id }) => outcomes[id] ?? { done: true })
    const attempts = 8
    world.deliverer.offer(['d1', 'd2', 'd3'].map((id) => world.stored(id, { ...across, attempts })))
    await settled()
    deepEqual(world.ledger.finished, ['d1'])
    const dueAt = instantOf(world.clock.now() + 19_200)
    deepEqual(
      world.ledger.postponed.toSorted((one, other) => one.id.localeCompare(other.id)),
      [
        { id: 'd2', outcome: { error: 'refused with counters.too-much', dead: true } },
        { id: 'd3', outcome: { error: 'busy', dueAt } },
      ],
    )
  })

  test('stays where it is while nobody serves its target', async () => {
    const world = new DeliverFixture()
    world.serve({ sin: 'sin' })
    world.deliverer.offer([world.stored('d1', across)])
    await settled()
    deepEqual(world.sent, [])
    deepEqual(world.ledger.postponed, [])
  })
})

suite('a home that is not served here any more', () => {
  test('leaves its deliveries to the region that serves it', async () => {
    const world = new DeliverFixture()
    world.serve({ sin: 'syd', syd: 'syd' })
    world.deliverer.offer([world.stored('d1'), world.stored('d2', across)])
    await settled()
    deepEqual(world.sent, [])
    deepEqual(world.failures, [])
    deepEqual(world.ledger.postponed, [])
    equal(world.ledger.commits.length, 0)
    equal(world.ledger.deliveries.size, 2)
  })

  test('makes no call to the world outside', async () => {
    const world = new DeliverFixture()
    let calls = 0
    world.calls.set('bank.pay', {
      name: 'bank.pay',
      run: async () => ((calls += 1), { type: 'count' }),
    })
    world.serve({ sin: 'syd', syd: 'syd' })
    world.deliverer.offer([world.stored('d1', { body: { call: 'bank.pay', input: {} } })])
    await settled()
    equal(calls, 0)
  })

  test('lost between decision and commit, is no failure', async () => {
    const world = new DeliverFixture()
    world.ledger.faults.push(new Fault('not-serving'))
    world.deliverer.offer([world.stored('d1')])
    await settled()
    deepEqual([world.failures, world.ledger.postponed], [[], []])
  })

  test('takes nothing from the ledger until it is served again', async () => {
    const world = new DeliverFixture()
    world.serve({ sin: 'syd', syd: 'syd' })
    world.ledger.left = [world.stored('d1')]
    world.deliverer.start()
    await world.clock.advance(1_000)
    equal(world.ledger.taken, 0)
    world.serve({ sin: 'sin', syd: 'syd' })
    await world.clock.advance(200)
    equal(world.valueOf('cnt_sin_1'), 1)
    await world.deliverer.stop()
  })
})

suite('deliveries that another region sends', () => {
  test('take effect with a mark, and a repeat is recognised as done', async () => {
    const world = new DeliverFixture()
    const delivery = { ...world.stored('d1', { home: 'syd', by: 4 }) }
    world.ledger.deliveries.clear()
    deepEqual(await world.deliverer.receive([delivery]), [{ done: true }])
    deepEqual(await world.deliverer.receive([delivery, delivery]), [{ done: true }, { done: true }])
    equal(world.valueOf('cnt_sin_1'), 4)
    deepEqual([...world.ledger.marks], ['d1'])
  })

  test('are answered one by one, in order', async () => {
    const world = new DeliverFixture()
    const from = { home: 'syd' }
    const outcomes = await world.deliverer.receive([
      world.stored('d1', { ...from, by: 200 }),
      world.stored('d2', from),
      world.stored('d3', { documentId: 'cnt_syd_9' }),
      world.stored('d4', { ...from, by: 13 }),
    ])
    deepEqual(outcomes, [
      {
        done: false,
        error: 'refused with counters.too-much: 200 is more.',
        retryable: false,
      },
      { done: true },
      {
        done: false,
        error: 'This region does not serve the home of the document',
        retryable: true,
      },
      { done: false, error: '13 is unlucky', retryable: false },
    ])
  })

  test('of the very home they aim at are refused: only its own row tells a repeat', async () => {
    const world = new DeliverFixture()
    const [outcome] = await world.deliverer.receive([world.stored('d1')])
    equal(outcome?.done, false)
    equal(world.ledger.commits.length, 0)
  })
})

suite('while a home is being handed over, its deliveries', () => {
  test('are neither taken, nor ended, nor put off: the rows may be elsewhere by now', async () => {
    const world = new DeliverFixture()
    const answer = Promise.withResolvers<readonly AcrossOutcome[]>()
    world.sendAcross = () => answer.promise
    world.deliverer.offer([world.stored('d1', across), world.stored('d2', across)])
    await settled()
    await world.serving.hold('sin')
    answer.resolve([{ done: true }, { done: false, error: 'busy', retryable: true }])
    world.ledger.left = [world.stored('d3', across)]
    world.deliverer.start()
    await settled()
    deepEqual([world.ledger.finished, world.ledger.postponed, world.ledger.taken], [[], [], 0])
    world.serve({ sin: 'syd', syd: 'syd' })
    world.serving.release('sin')
    await settled()
    deepEqual([world.ledger.finished, world.ledger.postponed, world.ledger.taken], [[], [], 0])
    await world.deliverer.stop()
  })

  test('to documents of another home wait as well, for their rows change with them', async () => {
    const world = new DeliverFixture()
    world.serve({ sin: 'sin', syd: 'sin' })
    await world.serving.hold('sin')
    world.deliverer.offer([world.stored('d1', across)])
    await settled()
    equal(world.valueOf('cnt_syd_1'), undefined)
    world.serving.release('sin')
    await settled()
    equal(world.valueOf('cnt_syd_1'), 1)
  })
})

test('what the peer may not have is not carried out until it has it', async () => {
  const world = new DeliverFixture()
  world.serving.doubt()
  world.ledger.left = [world.stored('d1', across)]
  world.deliverer.start()
  await world.clock.advance(1_000)
  equal(world.ledger.taken, 0)
  world.serving.settle(world.serving.doubts)
  await world.clock.advance(1_000)
  equal(world.ledger.taken > 0, true)
  await world.deliverer.stop()
})

test('nor when the doubt arose while it was waiting at the gate, or being taken', async () => {
  const held = new DeliverFixture()
  held.ledger.left = [held.stored('d1')]
  await held.serving.hold('sin')
  held.deliverer.start()
  await settled()
  held.serving.doubt()
  held.serving.release('sin')
  await held.clock.advance(1_000)
  equal(held.ledger.taken, 0)
  await held.deliverer.stop()

  const taking = new DeliverFixture()
  const left = taking.stored('d1')
  taking.ledger.left = [left]
  const take = taking.ledger.take.bind(taking.ledger)
  taking.ledger.take = async (limit) => {
    const taken = await take(limit)
    if (taken.length > 0) taking.serving.doubt()
    return taken
  }
  taking.deliverer.start()
  await taking.clock.advance(1_000)
  equal(taking.valueOf('cnt_sin_1'), undefined)
  taking.ledger.leased.push(left)
  taking.ledger.take = take
  taking.serving.settle(taking.serving.doubts)
  await taking.clock.advance(1_000)
  equal(taking.valueOf('cnt_sin_1'), 1)
  await taking.deliverer.stop()
})
