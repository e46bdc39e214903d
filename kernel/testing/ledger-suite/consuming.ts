import assert from 'node:assert/strict'
import {
  delivery,
  event,
  faultOf,
  ledgerTest,
  leaveDeliveries,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function consumingTests(open: Open): void {
  ledgerTest(open, 'a delivery ends with the commit of its effect', async (world) => {
    const { ledger } = world
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'), delivery('box_sin_1/1.0/b'))
    await ledger.commit(sample('lid_sin_1', 0, { consumes: { deliveries: ['box_sin_1/1.0/a'] } }))
    assert.equal((await ledger.depth()).pending, 1)
    assert.deepEqual(
      (await ledger.take(10)).map(({ id }) => id),
      ['box_sin_1/1.0/b'],
    )
  })

  ledgerTest(open, 'a delivery that is gone was consumed, and nothing changes', async (world) => {
    const { ledger } = world
    const first = { deliveries: ['box_sin_1/1.0/a'] }
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'), delivery('box_sin_1/1.0/b'))
    await ledger.commit(sample('lid_sin_1', 0, { consumes: first }))
    const repeat = sample('lid_sin_1', 1, {
      events: [event('lid_sin_1', 2)],
      consumes: { deliveries: ['box_sin_1/1.0/b', 'box_sin_1/1.0/a'] },
    })
    const fault = await faultOf(ledger.commit(repeat), 'already-consumed')
    assert.deepEqual(fault.consumed, ['box_sin_1/1.0/a'])
    assert.equal((await ledger.read('box', 'lid_sin_1'))?.version, 1)
    assert.deepEqual((await ledger.follow(null, 10)).events, [])
    assert.equal((await ledger.depth()).pending, 1)
  })

  ledgerTest(open, 'a mark is left once, whichever document it is for', async ({ ledger }) => {
    const mark = { id: 'http:key-1', digest: 'abc' }
    await ledger.commit(sample('box_sin_1', 0, { consumes: { marks: [mark] } }))
    assert.deepEqual(await ledger.mark('http:key-1'), mark)
    assert.equal(await ledger.mark('http:key-2'), null)
    const marks = [
      { id: 'http:key-2', digest: 'x' },
      { id: 'http:key-1', digest: 'other' },
    ]
    const fault = await faultOf(
      ledger.commit(sample('box_sin_2', 0, { consumes: { marks } })),
      'already-consumed',
    )
    assert.deepEqual(fault.consumed, ['http:key-1'])
    assert.equal(await ledger.read('box', 'box_sin_2'), null)
    assert.deepEqual(await ledger.mark('http:key-1'), mark)
    assert.equal(await ledger.mark('http:key-2'), null)
  })

  ledgerTest(open, 'every consumed message of a commit is named', async (world) => {
    const { ledger } = world
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'))
    const consumes = {
      deliveries: ['box_sin_1/1.0/a'],
      marks: [{ id: 'm1', digest: '' }],
    }
    await ledger.commit(sample('lid_sin_1', 0, { consumes }))
    const again = { ...consumes, marks: [...consumes.marks, { id: 'm2', digest: '' }] }
    const fault = await faultOf(
      ledger.commit(sample('lid_sin_1', 1, { consumes: again })),
      'already-consumed',
    )
    assert.deepEqual(fault.consumed.toSorted(), ['box_sin_1/1.0/a', 'm1'])
  })

  ledgerTest(open, 'of repeats at the same time one takes effect', async (world) => {
    const { ledger } = world
    const other = await world.otherProcess()
    const marks = [{ id: 'http:key-1', digest: 'abc' }]
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, place) =>
        (place % 2 ? other : ledger).commit(sample(`box_sin_${place}`, 0, { consumes: { marks } })),
      ),
    )
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        await faultOf(Promise.reject(outcome.reason as Error), 'already-consumed')
      }
    }
  })

  ledgerTest(open, 'a repeat within commits sent together is recognised', async (world) => {
    const { ledger } = world
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'))
    const consumes = { deliveries: ['box_sin_1/1.0/a'] }
    const [first, second] = await ledger.commitMany([
      sample('lid_sin_1', 0, { consumes }),
      sample('lid_sin_2', 0, { consumes }),
    ])
    assert.equal(first?.committed, true)
    assert.ok(second?.committed === false)
    const fault = await faultOf(Promise.reject(second.fault), 'already-consumed')
    assert.deepEqual(fault.consumed, ['box_sin_1/1.0/a'])
    assert.equal(await ledger.read('box', 'lid_sin_2'), null)
  })
}
