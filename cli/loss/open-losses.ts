import { readFileSync } from 'node:fs'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { LossReport } from '#kernel/ports/losses.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

/** Whether somebody still has to look at it. */
export function isOpen({ salvaged }: LossReport): boolean {
  if (salvaged === null) return true
  return salvaged.reconciledAt === null && (salvaged.events > 0 || !salvaged.complete)
}

/** Every loss that any region knows of, each as told by who knows most of it, oldest first. */
export function allLosses(reports: readonly (RegionReport | null)[]): readonly LossReport[] {
  const known = new Map<number, LossReport>()
  const weight = ({ salvaged }: LossReport) =>
    salvaged === null ? 0 : salvaged.reconciledAt === null ? 1 : 2
  for (const loss of reports.flatMap((report) => report?.losses ?? [])) {
    const other = known.get(loss.epoch)
    if (other === undefined || weight(loss) > weight(other)) known.set(loss.epoch, loss)
  }
  return [...known.values()].sort((one, other) => one.epoch - other.epoch)
}

export function regionReports(store: StoreFile): Promise<(RegionReport | null)[]> {
  return Promise.all(
    store.regions.map(({ code }) =>
      askRegion<RegionReport>(store, code, 'report', {}, 3_000).catch(() => null),
    ),
  )
}

/** The events that only the lost region had, oldest first. */
export function salvagedEvents({ salvaged }: LossReport): readonly StoredEvent[] {
  if (salvaged === null || salvaged.file === null) return []
  const lines = readFileSync(salvaged.file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as StoredEvent)
}
