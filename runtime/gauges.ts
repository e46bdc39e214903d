import type { Ledger } from '#kernel/ports/ledger.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import type { Metrics } from '#kernel/telemetry/metrics.ts'

const everyMs = 5_000

/** Keeps the figures that nobody counts by the way up to date. @returns a function that ends it */
export function watchGauges({
  metrics,
  ledger,
  serving,
  replication,
}: {
  metrics: Metrics
  ledger: Pick<Ledger, 'depth'>
  serving: Serving
  replication: Pick<Replication, 'stream'> | null
}): () => void {
  async function look(): Promise<void> {
    metrics.epoch.set(serving.epoch)
    for (const home of serving.homes) metrics.serving.set({ home }, serving.serves(home) ? 1 : 0)
    const { pending, dead, oldestDueAt } = await ledger.depth()
    metrics.deliveriesPending.set(pending)
    metrics.deliveriesDead.set(dead)
    const waitedMs = oldestDueAt === null ? 0 : Math.max(0, Date.now() - Date.parse(oldestDueAt))
    metrics.oldestDeliverySeconds.set(waitedMs / 1_000)
    const stream = await replication?.stream()
    if (stream && stream.lagBytes !== null) metrics.replicationLagBytes.set(stream.lagBytes)
    if (stream) metrics.replicationConflicts.set(stream.conflicts)
  }
  // A ledger that is out of reach is told by the health check.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs)
  return () => clearInterval(timer)
}
