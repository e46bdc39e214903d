import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const everyMs = 100
/** A home may still be on its way to where it was before. */
const staysForMs = 600

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
 * Waits until the store is whole again and stays so.
 * @param nudge what an operator does each time it is not
 * @returns for how long it was not, milliseconds
 * @throws Error with what is missing when nothing has moved for so long
 */
export async function untilWhole(
  store: StoreFile,
  {
    withinMs,
    nudge,
  }: { withinMs: number; nudge: (reports: readonly (RegionReport | null)[]) => void },
): Promise<number> {
  const start = performance.now()
  let end = start + withinMs
  let copied = ''
  let wholeAt: number | null = null
  for (;;) {
    const reports = await reportsOf(store)
    const missing = whatIsMissing(store, reports)
    const nowMs = performance.now()
    if (missing.length === 0) {
      wholeAt ??= nowMs
      if (nowMs - wholeAt > staysForMs) return wholeAt - start
    } else {
      wholeAt = null
      const copying = reports.map((report) => report?.copying ?? '').join()
      // A copy takes as long as the ledger is large.
      if (copying !== copied) end = nowMs + withinMs
      copied = copying
      if (nowMs > end) {
        const seconds = Math.round((nowMs - start) / 1_000)
        throw new Error(`not whole after ${seconds} s: ${missing.join(', ')}`)
      }
      nudge(reports)
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
