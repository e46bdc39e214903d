import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#runtime/internal-routes.ts'

const everyMs = 100

/** What each region says of itself, in the order of the store; null where one does not answer. */
export function reportsOf(store: StoreFile): Promise<(RegionReport | null)[]> {
  return Promise.all(
    store.regions.map(({ code }) =>
      askRegion<RegionReport>(store, code, 'report', {}, 3_000).catch(() => null),
    ),
  )
}

/** What a store still lacks: each region serving its own home, beside a peer that it hears and reaches. */
export function whatIsMissing(
  store: StoreFile,
  reports: readonly (RegionReport | null)[],
): string[] {
  return store.regions.flatMap(({ code }, at) => {
    const report = reports[at] ?? null
    if (report === null) return [`${code} does not answer`]
    const { standing, serves, stream, writesHalted } = report
    if (standing !== 'paired') return [`${code} is ${standing}`]
    if (serves.length !== 1 || serves[0] !== code) return [`${code} serves ${serves.join(' and ')}`]
    if (writesHalted !== null) return [`writes of ${code} wait: ${writesHalted}`]
    if (stream === null || !stream.receiving) return [`${code} does not receive`]
    return stream.sending ? [] : [`${code} does not send`]
  })
}

/**
 * Waits until the store is whole again.
 * @param nudge what an operator does each time it is not yet
 * @throws Error with what is missing when it takes too long
 */
export async function untilWhole(
  store: StoreFile,
  {
    withinMs,
    nudge,
  }: { withinMs: number; nudge: (reports: readonly (RegionReport | null)[]) => void },
): Promise<readonly RegionReport[]> {
  const end = performance.now() + withinMs
  for (;;) {
    const reports = await reportsOf(store)
    const missing = whatIsMissing(store, reports)
    if (missing.length === 0) return reports.filter((report) => report !== null)
    if (performance.now() > end) {
      throw new Error(`not whole after ${withinMs / 1000} s: ${missing.join(', ')}`)
    }
    nudge(reports)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
