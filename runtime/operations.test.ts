import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryOperations } from '#adapters/memory/operations.ts'
import { deadLetter, healthyReport } from '#runtime/region-report-fixture.ts'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { ObjectiveView, RegionView } from '#services/operations/contract.ts'

async function withShop(
  operations: MemoryOperations,
  use: (shop: WholeShop) => Promise<void>,
): Promise<void> {
  const shop = await WholeShop.open({ ports: { operations } })
  try {
    await use(shop)
  } finally {
    await shop.close()
  }
}

const path = '/v1/admin/operations'

test('an operator sees what can be asked of each region as it stands', () =>
  withShop(
    new MemoryOperations([healthyReport('sin', []), healthyReport('syd', ['sin', 'syd'])]),
    async (shop) => {
      const { items } = await shop.ask<{ items: RegionView[] }>('GET', `${path}/regions`)
      assert.deepEqual(
        items.map(({ can }) => can),
        [['hand-back'], ['evacuate']],
      )
    },
  ))

test('a region that does not answer is shown as silent, and can be brought back', () => {
  const operations = new MemoryOperations([healthyReport('sin', ['sin'])])
  operations.sights = [...operations.sights, { code: 'syd', name: 'Sydney', report: null }]
  return withShop(operations, async (shop) => {
    const { items } = await shop.ask<{ items: RegionView[] }>('GET', `${path}/regions`)
    assert.deepEqual(
      items.map(({ standing, can }) => [standing, can]),
      [
        ['paired', []],
        ['silent', ['rejoin']],
      ],
    )
  })
})

test('every home of an evacuated region is handed over', () => {
  const operations = new MemoryOperations([
    healthyReport('sin', ['sin', 'syd']),
    healthyReport('syd', []),
  ])
  return withShop(operations, async (shop) => {
    await shop.ask('POST', `${path}/regions/sin/evacuations`)
    assert.deepEqual(operations.done, ['sin hands sin over', 'sin hands syd over'])
    const again = await shop.send('POST', `${path}/regions/sin/evacuations`)
    assert.equal(again.json<{ code: string }>().code, 'operations.not-done')
  })
})

test('a dead letter is redriven once, and the second operator is told that it is gone', () => {
  const operations = new MemoryOperations([healthyReport('sin', ['sin'])])
  operations.letters.push(deadLetter('letter/1'))
  return withShop(operations, async (shop) => {
    const letter = { region: 'sin', id: 'letter/1' }
    await shop.ask('POST', `${path}/redrives`, letter)
    const again = await shop.send('POST', `${path}/redrives`, letter)
    assert.equal(again.statusCode, 404)
    assert.deepEqual(operations.done, ['redrive letter/1 in sin'])
  })
})

test('the budget of an objective shrinks with what went wrong', () => {
  const operations = new MemoryOperations([healthyReport('sin', ['sin'])])
  operations.minutes.push({
    atMs: Date.UTC(2026, 0, 5) - 60_000,
    total: 10_000,
    failed: 5,
    reads: 9_000,
    slowReads: 0,
    carts: 0,
    checkouts: 0,
    failedCheckouts: 0,
  })
  return withShop(operations, async (shop) => {
    const { items } = await shop.ask<{ items: ObjectiveView[] }>('GET', `${path}/objectives`)
    assert.deepEqual(
      items.map(({ name, budgetLeftPpm }) => [name, budgetLeftPpm]),
      [
        ['answers', 500_000],
        ['checkouts', 1_000_000],
        ['reads', 1_000_000],
      ],
    )
    assert.equal(items[0]?.badByHour.at(-1), 5)
  })
})
