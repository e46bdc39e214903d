import { CommandError } from '#cli/command.ts'
import { describeBusiness, describeLoss } from '#cli/loss/describe-loss.ts'
import { lostBusiness, type LostBusiness } from '#cli/loss/lost-orders.ts'
import { allLosses, isOpen, regionReports, salvagedEvents } from '#cli/loss/open-losses.ts'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { LossReport } from '#kernel/ports/losses.ts'

const changeMs = 60_000

export interface Reconciliation {
  readonly loss: LossReport
  readonly business: LostBusiness
  /** Order → its status in the store now; those it does not have are left out. */
  readonly statusNow: Readonly<Record<string, string>>
}

/** What a region took with it, as far as nobody has said that it was compared. */
export async function openReconciliations(
  store: StoreFile,
  lostRegion: string,
): Promise<readonly Reconciliation[]> {
  const reports = await regionReports(store)
  const open = allLosses(reports).filter((loss) => loss.lostRegion === lostRegion && isOpen(loss))
  if (open.some(({ salvaged }) => salvaged === null)) {
    throw new CommandError(
      `${lostRegion} is not back, so nobody can say what it took with it: "meridian region rejoin ` +
        `${lostRegion}", or "meridian region unfreeze ${lostRegion}" if it is gone for good`,
      1,
    )
  }
  return Promise.all(
    open.map(async (loss) => {
      const business = lostBusiness(salvagedEvents(loss))
      const statuses = await Promise.all(
        business.orders.map(async ({ orderId }) => {
          const answer = await fetch(`${store.edge}/v1/orders/${orderId}`)
          const { status } = (await answer.json()) as { status: string }
          return answer.ok ? [[orderId, status] as const] : []
        }),
      )
      return { loss, business, statusNow: Object.fromEntries(statuses.flat()) }
    }),
  )
}

/**
 * Lists what was lost, and notes that somebody has seen it: from then on the stock is sold again.
 * @returns what to print
 */
export async function reconcile(
  store: StoreFile,
  lostRegion: string,
  { list, json }: { readonly list: boolean; readonly json: boolean },
): Promise<string> {
  const open = await openReconciliations(store, lostRegion)
  if (open.length > 0 && !list) await markReconciled(store, lostRegion)
  if (json) return JSON.stringify(open, null, 2)
  if (open.length === 0) return `${lostRegion} took nothing with it that is not reconciled`
  return [
    ...open.map(
      ({ loss, business, statusNow }) =>
        `${describeLoss(loss)}\n${describeBusiness(business, new Map(Object.entries(statusNow)))}`,
    ),
    list
      ? 'Only listed: the stock stays frozen.'
      : `Reconciled: the stock of ${lostRegion} is sold again. Nothing was put back.`,
  ].join('\n')
}

/** Notes that it was compared, and lets its stock be sold again. */
export async function markReconciled(store: StoreFile, lostRegion: string): Promise<void> {
  await askRegion(store, await servingRegion(store), 'reconcile', { lostRegion }, changeMs)
}

/** @returns whether anything was frozen */
export async function unfreeze(store: StoreFile, lostRegion: string): Promise<boolean> {
  const region = await servingRegion(store)
  const answer = await askRegion<{ wasFrozen: boolean }>(
    store,
    region,
    'unfreeze',
    { lostRegion },
    changeMs,
  )
  return answer.wasFrozen
}

async function servingRegion(store: StoreFile): Promise<string> {
  const reports = (await regionReports(store)).filter((report) => report !== null)
  const region = reports.find(({ standing }) => standing === 'paired' || standing === 'solo')
  if (region === undefined) throw new CommandError('no region serves just now', 1)
  return region.region
}
