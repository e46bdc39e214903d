import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { isFault, type Fault, type FaultCode } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Commit, Delivery, IndexEntry, Page, StoredEvent } from '#kernel/ports/ledger.ts'
import type { LedgerUnderTest } from '#kernel/testing/ledger-suite.ts'

export type Open = () => Promise<LedgerUnderTest>

/** The moment at which samples say that they happened. */
export const at = '2025-03-01T08:00:00.000Z'

export const anHour = 3_600_000

/** A test on an empty ledger that serves the home `sin`. */
export function ledgerTest(
  open: Open,
  name: string,
  body: (world: LedgerUnderTest, context: TestContext) => Promise<void>,
): void {
  test(name, async (context) => {
    const world = await open()
    try {
      await world.serve(['sin'])
      await body(world, context)
    } finally {
      await world.close()
    }
  })
}

type Sample = Partial<Omit<Commit, 'consumes' | 'indexEntries'>> & {
  readonly consumes?: Partial<Commit['consumes']>
  readonly index?: readonly IndexEntry[]
}

/** A commit on a box; `sample('box_sin_1', 2, …)` changes version 2 into 3. */
export function sample(id: string, expectedVersion = 0, given: Sample = {}): Commit {
  const { consumes, index = [], ...rest } = given
  return {
    kind: 'box',
    id,
    durability: 'everywhere',
    expectedVersion,
    state: { version: expectedVersion + 1 },
    indexEntries: index,
    events: [],
    deliveries: [],
    consumes: { deliveries: [], marks: [], ...consumes },
    at,
    ...rest,
  }
}

export function event(documentId: string, version: number, given: Partial<StoredEvent> = {}) {
  return {
    id: `${documentId}/${version}.0`,
    type: 'boxes.box-changed',
    kind: 'box',
    documentId,
    version,
    at,
    data: { version },
    ...given,
  } satisfies StoredEvent
}

/** A delivery for a lid, due when the samples happen. */
export function delivery(id: string, given: Partial<Delivery> = {}): Delivery {
  return {
    id,
    home: homeOf(id) ?? 'sin',
    subscription: 'lids/close',
    kind: 'lid',
    documentId: 'lid_sin_1',
    body: { command: { type: 'close', firmly: true } },
    dueAt: at,
    attempts: 0,
    ...given,
  }
}

/** An instant so many milliseconds from the present of the store. */
export function fromNow(world: LedgerUnderTest, ms: number): string {
  return instantOf(world.now() + ms)
}

/** Writes deliveries that nobody holds. */
export async function leaveDeliveries(
  world: LedgerUnderTest,
  ...deliveries: readonly Delivery[]
): Promise<void> {
  const written = await world.ledger.read('box', 'box_sin_deliveries')
  await world.ledger.commit(sample('box_sin_deliveries', written?.version ?? 0, { deliveries }))
  await world.ledger.releaseLeases()
}

/** Fails unless the work throws a fault with this code, which it returns. */
export async function faultOf(work: Promise<unknown>, code: FaultCode): Promise<Fault> {
  try {
    await work
  } catch (error) {
    assert.ok(isFault(error), `a fault was expected, not ${String(error)}`)
    assert.equal(error.code, code)
    return error
  }
  return assert.fail(`${code} was expected, but it succeeded`)
}

export const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

/** Every item of a list, page by page. */
export async function allPages<Item>(
  read: (page: { cursor?: string; limit: number }) => Promise<Page<Item>>,
  limit: number,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let page = await read({ limit })
  for (;;) {
    assert.ok(page.items.length <= limit, 'a page holds no more than its limit')
    items.push(...page.items)
    if (page.next === null) return items
    page = await read({ cursor: page.next, limit })
  }
}
