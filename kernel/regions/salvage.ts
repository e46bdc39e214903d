import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** The tail is what was committed in the last seconds before the loss; this is far more. */
const recentMax = 20_000
const askMax = 2_000

/**
 * Events that were committed here, were never acknowledged, and did not reach the peer. They are
 * kept word for word, because the copy they stand in is about to be replaced.
 */
export async function salvage({
  serving,
  replication,
  peer,
  keepSalvage,
}: {
  serving: Serving
  replication: Replication
  peer: Peer
  keepSalvage: (events: readonly StoredEvent[]) => Promise<string>
}): Promise<{ salvaged: number; report: string | null }> {
  const recent = await replication.recentEvents(serving.homes, recentMax)
  const missing = new Set<string>()
  for (let at = 0; at < recent.length; at += askMax) {
    const ids = recent.slice(at, at + askMax).map(({ id }) => id)
    for (const id of await peer.missingEvents(ids)) missing.add(id)
  }
  const tail = recent.filter(({ id }) => missing.has(id)).reverse()
  return { salvaged: tail.length, report: tail.length === 0 ? null : await keepSalvage(tail) }
}
