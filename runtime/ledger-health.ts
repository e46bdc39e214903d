// Whether a region's ledger can be relied on. A database whose disk is full can still be read, and
// may even write for a while; a region in front of one would keep its peer waiting for commits that
// never arrive. So the room on its disk counts as much as its answer.
//
// It looks in the background and answers from what it saw last: whoever asks how this region is (its
// peer, the edge) must not wait behind a busy database, or it takes a slow region for a dead one.

import { statfs } from 'node:fs/promises'

const everyMs = 250
/** A database that takes longer is as good as gone. */
const answerMs = 2_000
/** One segment of PostgreSQL's log: without room for the next one the server stops. */
const roomMinBytes = 16 * 1024 * 1024

export interface LedgerHealth {
  /** What is wrong with it, for people; null when nothing is, as far as is known. */
  trouble(): string | null
  stop(): void
}

/** @param folder where its data lies, or null when that is out of reach */
export function ledgerHealth({
  ask,
  folder,
}: {
  readonly ask: () => Promise<unknown>
  readonly folder: string | null
}): LedgerHealth {
  let seen: string | null = null
  let askedAt: number | null = null
  async function look(): Promise<void> {
    askedAt = performance.now()
    try {
      await ask()
      seen = (await hasRoom(folder)) ? null : 'its disk is full'
    } catch {
      seen = 'its database does not answer'
    }
    askedAt = null
  }
  void look()
  const timer = setInterval(() => {
    if (askedAt === null) void look()
  }, everyMs)
  return {
    trouble: () => {
      const late = askedAt !== null && performance.now() - askedAt > answerMs
      return late ? 'its database does not answer' : seen
    },
    stop: () => clearInterval(timer),
  }
}

async function hasRoom(folder: string | null): Promise<boolean> {
  if (folder === null) return true
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= roomMinBytes
  } catch {
    // What cannot be looked at is judged by its answers alone.
    return true
  }
}
