import { until } from '#cli/e2e/until.ts'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

/** What each region says of itself; null where one does not answer. */
export function reports(store: StoreFile): Promise<(RegionReport | null)[]> {
  return Promise.all(
    store.regions.map(({ code }) =>
      askRegion<RegionReport>(store, code, 'report', {}, 3_000).catch(() => null),
    ),
  )
}

/** Resolves when the regions stand as wanted. */
export function untilStanding(
  store: StoreFile,
  wanted: Readonly<Record<string, RegionReport['standing'] | null>>,
  withinMs = 30_000,
): Promise<unknown> {
  return until(
    `the regions are ${JSON.stringify(wanted)}`,
    async () => {
      const all = await reports(store)
      return store.regions.every(
        ({ code }, at) => !(code in wanted) || (all[at]?.standing ?? null) === wanted[code],
      )
    },
    withinMs,
  )
}
