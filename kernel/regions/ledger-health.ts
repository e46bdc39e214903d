// Whether a region's ledger can be relied on. A database whose disk is full can still be read, and
// may even write for a while; a region in front of one would keep its peer waiting for commits that
// never arrive. So the room on its disk counts as much as its answer.
//
// It looks in the background and answers from what it saw last: whoever asks how this region is (its
// peer, the edge) must not wait behind a busy database, or it takes a slow region for a dead one.

import type { Clock } from '#kernel/ports/clock.ts'

const everyMs = 250
/** A database that takes longer is as good as gone. */
const answerMs = 2_000

export interface LedgerHealth {
  /** What is wrong with it, for people; null when nothing is, as far as is known. */
  trouble(): string | null
  stop(): void
}

export function ledgerHealth({
  ask,
  hasRoom,
  clock,
}: {
  readonly ask: () => Promise<unknown>
  /** Whether its disk has room for what comes next. */
  readonly hasRoom: () => Promise<boolean>
  readonly clock: Pick<Clock, 'monotonic' | 'after'>
}): LedgerHealth {
  let seen: string | null = null
  let askedAt: number | null = null
  let callOff: () => void = () => undefined
  async function look(): Promise<void> {
    askedAt = clock.monotonic()
    try {
      await ask()
      seen = (await hasRoom()) ? null : 'its disk is full'
    } catch {
      seen = 'its database does not answer'
    }
    askedAt = null
  }
  function watch(): void {
    if (askedAt === null) void look()
    callOff = clock.after(everyMs, watch)
  }
  watch()
  return {
    trouble: () => {
      const late = askedAt !== null && clock.monotonic() - askedAt > answerMs
      return late ? 'its database does not answer' : seen
    },
    stop: () => callOff(),
  }
}
