import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** How much of the newest is looked at first. */
const recentMin = 20_000
const askMax = 2_000

export interface Kept {
  readonly salvaged: number
  /** Where they are. */
  readonly report: string | null
}

/**
 * Events that were committed here and did not reach the peer: never acknowledged, or acknowledged
 * without it. They are kept word for word, because the copy they stand in is about to be replaced.
 * Looks back until the older half of what it has seen has all arrived.
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
}): Promise<Kept> {
  const missing = new Set<StoredEvent>()
  let looked = 0
  let oldestMissing = -1
  for (let limit = recentMin; ; limit *= 2) {
    const recent = await replication.recentEvents(serving.homes, limit)
    for (; looked < recent.length; looked += askMax) {
      const asked = recent.slice(looked, looked + askMax)
      const marks = asked.map(({ id, type, at }) => ({ id, type, at }))
      const lacks = new Set(await peer.missingEvents(marks))
      asked.forEach((event, place) => {
        if (!lacks.has(event.id)) return
        missing.add(event)
        oldestMissing = looked + place
      })
    }
    if (recent.length < limit || oldestMissing < limit / 2) break
  }
  const tail = [...missing].reverse()
  return { salvaged: tail.length, report: tail.length === 0 ? null : await keepSalvage(tail) }
}
