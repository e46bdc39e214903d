import assert from 'node:assert/strict'
import type { LedgerUnderTest } from '#kernel/testing/ledger-suite.ts'
import {
  allPages,
  delivery,
  faultOf,
  fromNow,
  idsOf,
  ledgerTest,
  leaveDeliveries,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function deadLetterTests(open: Open): void {
  ledgerTest(open, 'a dead letter is kept with its error and tried no more', async (world) => {
    const { ledger } = world
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a', { attempts: 7 }))
    await ledger.take(1)
    await ledger.postpone('box_sin_1/1.0/a', { error: 'no such lid', dead: true })
    await ledger.releaseLeases()
    assert.deepEqual(await ledger.take(10), [])
    const { items, next } = await ledger.deadLetters({ limit: 10 })
    assert.equal(next, null)
    const [letter] = items
    assert.ok(letter)
    const { error, diedAt, ...rest } = letter
    assert.equal(error, 'no such lid')
    assert.match(diedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.deepEqual(rest, delivery('box_sin_1/1.0/a', { attempts: 8 }))
    const { pending, dead } = await ledger.depth()
    assert.deepEqual({ pending, dead }, { pending: 0, dead: 1 })
  })

  ledgerTest(open, 'dead letters are listed page by page', async (world) => {
    const ids = Array.from({ length: 7 }, (_, place) => `box_sin_1/1.${place}/a`)
    await leaveDeliveries(world, delivery('box_sin_1/1.9/alive'))
    await buried(world, ids)
    const letters = await allPages((page) => world.ledger.deadLetters(page), 3)
    assert.deepEqual(idsOf(letters).toSorted(), ids)
    await faultOf(world.ledger.deadLetters({ cursor: 'nonsense', limit: 3 }), 'bad-cursor')
  })

  ledgerTest(open, 'a failure reported late brings no dead letter back', async (world) => {
    const { ledger } = world
    await buried(world, ['box_sin_1/1.0/a'])
    await ledger.postpone('box_sin_1/1.0/a', { error: 'late', dueAt: fromNow(world, -1_000) })
    await ledger.postpone('box_sin_1/1.0/a', { error: 'later', dead: true })
    assert.deepEqual(await ledger.take(10), [])
    const { items } = await ledger.deadLetters({ limit: 9 })
    assert.deepEqual(
      items.map(({ error, attempts }) => ({ error, attempts })),
      [{ error: 'broken', attempts: 1 }],
    )
  })

  ledgerTest(open, 'a redriven delivery starts anew', async (world) => {
    const { ledger } = world
    await buried(world, ['box_sin_1/1.0/a', 'box_sin_1/1.0/b'])
    assert.equal(await ledger.redrive('box_sin_1/1.0/a'), true)
    const [again, ...others] = await ledger.take(10)
    assert.equal(again?.id, 'box_sin_1/1.0/a')
    assert.equal(again?.attempts, 0)
    assert.deepEqual(others, [])
    assert.deepEqual(idsOf((await ledger.deadLetters({ limit: 9 })).items), ['box_sin_1/1.0/b'])
    assert.equal(await ledger.redrive('box_sin_1/1.0/a'), false)
    assert.equal(await ledger.redrive('box_sin_1/1.0/none'), false)
    const consumes = { deliveries: ['box_sin_1/1.0/a'] }
    await ledger.commit(sample('lid_sin_1', 0, { consumes }))
  })

  ledgerTest(open, 'a discarded dead letter is gone', async (world) => {
    const { ledger } = world
    await buried(world, ['box_sin_1/1.0/a'])
    await leaveDeliveries(world, delivery('box_sin_1/1.0/alive'))
    assert.equal(await ledger.discard('box_sin_1/1.0/a', 'sent by hand'), true)
    assert.equal(await ledger.discard('box_sin_1/1.0/a', 'again'), false)
    assert.equal(await ledger.discard('box_sin_1/1.0/alive', 'not dead'), false)
    assert.deepEqual((await ledger.deadLetters({ limit: 9 })).items, [])
    const { pending, dead } = await ledger.depth()
    assert.deepEqual({ pending, dead }, { pending: 1, dead: 0 })
    const consumes = { deliveries: ['box_sin_1/1.0/a'] }
    await faultOf(ledger.commit(sample('lid_sin_1', 0, { consumes })), 'already-consumed')
  })
}

async function buried(world: LedgerUnderTest, ids: readonly string[]): Promise<void> {
  await leaveDeliveries(world, ...ids.map((id) => delivery(id)))
  for (const id of ids) await world.ledger.postpone(id, { error: 'broken', dead: true })
}
