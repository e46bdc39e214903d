import { homeOf, type Home } from '#kernel/core/id.ts'
import { epochMsOf } from '#kernel/core/instant.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** How much of the newest is looked at first. */
const recentMin = 20_000
const askMax = 2_000
/**
 * Commits at the same time may stand in the log in another order than they were sent in, and a clock may have
 * been set back between two.
 */
const besideMs = 5 * 60_000

export interface Kept {
  readonly salvaged: number
  /** Where they are. */
  readonly report: string | null
}

/**
 * Events that were committed here and did not reach the peer: never acknowledged, or acknowledged
 * without it. They are kept word for word, because the copy they stand in is about to be replaced.
 * Looks back until the older half of what it has seen has all arrived.
 *
 * A stream keeps its order. What is older than an event of the same home that did arrive has arrived as
 * well; if the peer has it no more, it is of a kind whose events are forgotten after a while.
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
  const newestArrivedMs = new Map<Home | null, number>()
  let looked = 0
  let oldestMissing = -1
  for (let limit = recentMin; ; limit *= 2) {
    const recent = await replication.recentEvents(serving.homes, limit)
    for (; looked < recent.length; looked += askMax) {
      const asked = recent.slice(looked, looked + askMax)
      const marks = asked.map(({ id, type, at }) => ({ id, type, at }))
      const lacks = new Set(await peer.missingEvents(marks))
      asked.forEach((event, place) => {
        const home = homeOf(event.documentId)
        const atMs = epochMsOf(event.at)
        const arrivedMs = newestArrivedMs.get(home)
        if (!lacks.has(event.id)) {
          newestArrivedMs.set(home, arrivedMs ?? atMs)
          return
        }
        if (arrivedMs !== undefined && atMs < arrivedMs - besideMs) return
        missing.add(event)
        oldestMissing = looked + place
      })
    }
    if (recent.length < limit || oldestMissing < limit / 2) break
  }
  const tail = [...missing].reverse()
  return { salvaged: tail.length, report: tail.length === 0 ? null : await keepSalvage(tail) }
}
