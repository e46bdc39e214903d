// Runs one drill on a running store: furnishes a product of its own, lets shoppers buy it in both
// regions, makes the bad day happen, and compares the records afterwards.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit, type AuditReport, type Finding, type Records } from '#cli/drills/audit.ts'
import { bankBooks, type Charge } from '#cli/drills/books.ts'
import type { Drill } from '#cli/drills/drill.ts'
import { fetchedFrom } from '#cli/fetched.ts'
import { asOperator } from '#cli/operator.ts'
import { insistOnWholeStore } from '#cli/drills/insist-on-whole-store.ts'
import { ledgerOrders, settled, type LedgerOrder } from '#cli/drills/ledger-orders.ts'
import { furnish, retire, type DrillProduct } from '#cli/drills/drill-product.ts'
import { Stage, type Moment } from '#cli/drills/stage.ts'
import { StubbornClient } from '#cli/drills/stubborn-client.ts'
import { salvagedSince, whatIsLeft } from '#cli/drills/what-is-left.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

/** An order of somebody else's, placed so long before the drill, may be charged while it runs. */
const othersBeforeMs = 120_000
const stubbornEveryMs = 40
/** Longer than a shopper's patience and their last request take together. */
const leaveWithinMs = 70_000

export interface DrillReport extends AuditReport {
  readonly drill: string
  readonly at: string
  readonly durationMs: number
  readonly moments: readonly Moment[]
  readonly regionsEqual: boolean
  readonly passed: boolean
}

/** What there is of a drill, also of one that could not be finished. */
export interface Kept {
  readonly moments: readonly Moment[]
  /** Grows while shoppers buy. */
  readonly receipts: readonly Receipt[]
  /** Null until they are read, and where nobody could be asked. */
  readonly orders: readonly LedgerOrder[] | null
  readonly charges: readonly Charge[] | null
  /** Null until there are three records to compare. */
  readonly audit: AuditReport | null
}

/**
 * @param keep is given what there is before the drill begins, again once it is audited, and once more
 *   when the drill cannot be finished: then what still answers is read and audited before the error is
 *   thrown
 * @throws CommandError when the store is not whole to begin with
 */
export async function runDrill(
  drill: Drill,
  store: StoreFile,
  say: (line: string) => void,
  keep?: (kept: Kept) => void,
): Promise<DrillReport> {
  const at = new Date().toISOString()
  const startedAt = performance.now()
  await insistOnWholeStore(store)
  const run = randomBytes(4).toString('hex')
  const product = await furnish(store, run, drill.scarceUnits)
  const stage = new Stage(store, say)
  const day: Day = { drill, store, product, stage, at, since: sinceOthers(at), receipts: [] }
  const { moments } = stage
  let kept: Kept = { moments, receipts: day.receipts, orders: null, charges: null, audit: null }
  keep?.(kept)
  try {
    const records = await recordsOf(day)
    const report = audited(drill, records)
    const { receipts, orders, charges } = records
    kept = { moments, receipts, orders: [...orders.values()], charges, audit: report }
    keep?.(kept)
    await stage.reconcile()
    const regionsEqual = await stage.equal()
    await retire(store, product)
    const differ = { promise: 'P8', says: 'the regions do not hold the same rows', examples: [] }
    const findings: Finding[] = [...report.findings, ...(regionsEqual ? [] : [differ])]
    return {
      drill: drill.name,
      at,
      durationMs: Math.round(performance.now() - startedAt),
      ...report,
      moments,
      regionsEqual,
      findings,
      passed: findings.length === 0,
    }
  } catch (error) {
    if (kept.audit === null) keep?.({ ...kept, ...(await auditedAsFarAsPossible(day)) })
    throw error
  }
}

/** One run of a drill. */
interface Day {
  readonly drill: Drill
  readonly store: StoreFile
  readonly product: DrillProduct
  readonly stage: Stage
  /** When it began, RFC 3339. */
  readonly at: string
  /** Since when orders are read. */
  readonly since: string
  /** Grows while shoppers buy. */
  readonly receipts: Receipt[]
}

function sinceOthers(at: string): string {
  return new Date(Date.parse(at) - othersBeforeMs).toISOString()
}

function audited(drill: Drill, records: Records): AuditReport {
  const report = audit(records)
  return { ...report, findings: [...report.findings, ...(drill.alsoExpects?.(report) ?? [])] }
}

/** Stale writes are not looked for: that takes two regions that should hold the same. */
async function auditedAsFarAsPossible(
  day: Day,
): Promise<Pick<Kept, 'orders' | 'charges' | 'audit'>> {
  const { drill, store, product, at, receipts } = day
  const { orders, salvaged, isServing, ...left } = await whatIsLeft(day)
  const charges = left.charges?.filter((charge) => charge.at >= at) ?? null
  if (orders === null || charges === null || !isServing) return { orders, charges, audit: null }
  const audit = audited(drill, {
    receipts,
    orders: new Map(orders.map((order) => [order.id, order])),
    charges,
    stockBefore: product.units,
    staleWrites: [],
    salvaged,
    survivor: store.regions.at(-1)?.code ?? '',
  })
  return { orders, charges, audit }
}

/** Lets the bad day happen, and collects what there is to know about it. */
async function recordsOf(day: Day): Promise<Records> {
  const { drill, store, product, stage, at, since, receipts } = day
  const stubborn = stubbornClients(store, drill.pauseMs ?? stubbornEveryMs)
  try {
    await shopWhile(day, () => drill.rehearse(stage))
    stage.note('the shoppers have gone')
    await drill.afterwards?.(stage)
    // One region is read for both: what the other acknowledged last has to have arrived there.
    await stage.equal()
    const survivor = store.regions.at(-1)?.url ?? store.edge
    const fetched = fetchedFrom(survivor, asOperator(store))
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

/** The shoppers are gone when this ends, however it ends. */
async function shopWhile(
  { drill, store, product, stage, receipts }: Day,
  rehearse: () => Promise<void>,
): Promise<void> {
  const connections = Math.min(128, Math.ceil(drill.shoppers / 2))
  const apis = store.regions.map(
    ({ code }) => new ShopApi(store.edge, { connections, region: code }),
  )
  const over = new AbortController()
  const shopping = crowd({
    apis,
    shoppers: drill.shoppers,
    ...(drill.purchasesEach === undefined ? {} : { purchasesEach: drill.purchasesEach }),
    basket: (number) => product.basket(number, drill.onlyScarce === true),
    pauseMs: drill.pauseMs ?? 50,
    signal: over.signal,
    onReceipt: (receipt) => {
      receipts.push(receipt)
      stage.receipts += 1
    },
  })
  try {
    await rehearse()
    if (drill.purchasesEach === undefined) over.abort()
    await shopping
  } finally {
    over.abort()
    const late = sleep(leaveWithinMs, undefined, { ref: false })
    await Promise.race([Promise.allSettled([shopping]), late])
    await Promise.all(apis.map((api) => api.close()))
  }
}
