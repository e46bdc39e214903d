// Runs one drill on a running store: furnishes a product of its own, lets shoppers buy it in both
// regions, makes the bad day happen, and compares the records afterwards.

import { randomBytes } from 'node:crypto'
import { audit, type AuditReport, type Finding, type Records } from '#cli/drills/audit.ts'
import { bankBooks } from '#cli/drills/books.ts'
import type { Drill } from '#cli/drills/drill.ts'
import { fetchedFrom } from '#cli/fetched.ts'
import { asOperator } from '#cli/operator.ts'
import { insistOnWholeStore } from '#cli/drills/insist-on-whole-store.ts'
import { ledgerOrders, type LedgerOrder } from '#cli/drills/ledger-orders.ts'
import { furnish, retire, type DrillProduct } from '#cli/drills/drill-product.ts'
import { Stage, type Moment } from '#cli/drills/stage.ts'
import { StubbornClient } from '#cli/drills/stubborn-client.ts'
import { allLosses, regionReports, salvagedEvents } from '#cli/loss/open-losses.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

/** What was taken when the shoppers left may still have to settle. */
const settleMs = 30_000
/** An order of somebody else's, placed so long before the drill, may be charged while it runs. */
const othersBeforeMs = 120_000
const stubbornEveryMs = 40

export interface DrillReport extends AuditReport {
  readonly drill: string
  readonly at: string
  readonly durationMs: number
  readonly moments: readonly Moment[]
  readonly regionsEqual: boolean
  readonly passed: boolean
}

/** What a report was made from. */
export interface Kept {
  readonly moments: readonly Moment[]
  /** Null until the shoppers have gone. */
  readonly records: Records | null
}

/**
 * @param keep is given what there is before the drill begins, and again once it can be audited
 * @throws CommandError when the store is not whole to begin with
 */
export async function runDrill(
  drill: Drill,
  store: StoreFile,
  say: (line: string) => void,
  keep: (kept: Kept) => void = () => undefined,
): Promise<DrillReport> {
  const at = new Date().toISOString()
  const startedAt = performance.now()
  await insistOnWholeStore(store)
  const run = randomBytes(4).toString('hex')
  const product = await furnish(store, run, drill.scarceUnits)
  const stage = new Stage(store, say)
  keep({ moments: stage.moments, records: null })
  const records = await recordsOf(drill, store, product, stage, at)
  keep({ moments: stage.moments, records })
  const report = audit(records)
  await stage.reconcile()
  const regionsEqual = await stage.equal()
  await retire(store, product)
  const findings: Finding[] = [
    ...report.findings,
    ...(drill.alsoExpects?.(report) ?? []),
    ...(regionsEqual
      ? []
      : [{ promise: 'P8', says: 'the regions do not hold the same rows', examples: [] }]),
  ]
  return {
    drill: drill.name,
    at,
    durationMs: Math.round(performance.now() - startedAt),
    ...report,
    moments: stage.moments,
    regionsEqual,
    findings,
    passed: findings.length === 0,
  }
}

/** Lets the bad day happen, and collects what there is to know about it. */
async function recordsOf(
  drill: Drill,
  store: StoreFile,
  product: DrillProduct,
  stage: Stage,
  at: string,
): Promise<Records> {
  const stubborn = stubbornClients(store, drill.pauseMs ?? stubbornEveryMs)
  try {
    const receipts = await shopWhile(drill, store, product, stage, () => drill.rehearse(stage))
    stage.note('the shoppers have gone')
    await drill.afterwards?.(stage)
    // One region is read for both: what the other acknowledged last has to have arrived there.
    await stage.equal()
    const survivor = store.regions.at(-1)?.url ?? store.edge
    const fetched = fetchedFrom(survivor, asOperator(store))
    const since = new Date(Date.parse(at) - othersBeforeMs).toISOString()
    const orders = await settled(
      () => ledgerOrders(fetched, since),
      ({ lines }) => lines.some(({ sku }) => product.units.has(sku)),
    )
    const stale = await Promise.all(stubborn.map((client) => client.staleWrites()))
    return {
      receipts,
      orders: new Map(orders.map((order) => [order.id, order])),
      charges: (await bankBooks(store)).filter((charge) => charge.at >= at),
      stockBefore: product.units,
      staleWrites: stale.flat(),
      salvaged: await salvagedSince(store, at),
      survivor: store.regions.at(-1)?.code ?? '',
    }
  } finally {
    for (const client of stubborn) client.stop()
  }
}

/** One for each region; each asks the other, which by then is its equal. */
function stubbornClients({ regions }: StoreFile, everyMs: number): StubbornClient[] {
  return regions.map(({ url }, at) => {
    const asks = regions.find((_, other) => other !== at)?.url ?? url
    return new StubbornClient({ writesTo: url, asks, everyMs })
  })
}

/** Documents of which events were saved when a region that was lost since this instant came back. */
async function salvagedSince(store: StoreFile, since: string): Promise<ReadonlySet<string>> {
  const losses = allLosses(await regionReports(store)).filter(({ at }) => at >= since)
  return new Set(losses.flatMap(salvagedEvents).map(({ documentId }) => documentId))
}

async function shopWhile(
  drill: Drill,
  store: StoreFile,
  product: DrillProduct,
  stage: Stage,
  rehearse: () => Promise<void>,
): Promise<Receipt[]> {
  const connections = Math.min(128, Math.ceil(drill.shoppers / 2))
  const apis = store.regions.map(
    ({ code }) => new ShopApi(store.edge, { connections, region: code }),
  )
  const over = new AbortController()
  try {
    const shopping = crowd({
      apis,
      shoppers: drill.shoppers,
      ...(drill.purchasesEach === undefined ? {} : { purchasesEach: drill.purchasesEach }),
      basket: (number) => product.basket(number, drill.onlyScarce === true),
      pauseMs: drill.pauseMs ?? 50,
      signal: over.signal,
      onReceipt: () => {
        stage.receipts += 1
      },
    })
    await rehearse()
    if (drill.purchasesEach === undefined) over.abort()
    return await shopping
  } finally {
    over.abort()
    await Promise.all(apis.map((api) => api.close()))
  }
}

/** Reads the orders until none of ours is on its way any more, or time is up. */
async function settled(
  read: () => Promise<LedgerOrder[]>,
  isOurs: (order: LedgerOrder) => boolean,
): Promise<LedgerOrder[]> {
  const end = performance.now() + settleMs
  for (;;) {
    const orders = await read()
    const moving = orders
      .filter(isOurs)
      .some(({ status, paymentStatus }) => status === 'pending' && paymentStatus !== 'declined')
    if (!moving || performance.now() > end) return orders
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
