// Whether a region's ledger can be relied on. A database whose disk is full can still be read, and
// may even write for a while; a region in front of one would keep its peer waiting for commits that
// never arrive. So the room on its disk counts as much as its answer.

import { statfs } from 'node:fs/promises'
import type { Clock } from '#kernel/ports/clock.ts'

/** A database that takes longer is as good as gone. */
const answerMs = 2_000
/** One segment of PostgreSQL's log: without room for the next one the server stops. */
const roomMinBytes = 16 * 1024 * 1024

export interface LedgerHealth {
  /** What is wrong with it, for people; null when nothing is. */
  trouble(): Promise<string | null>
}

/** @param folder where its data lies, or null when that is out of reach */
export function ledgerHealth(parts: {
  readonly ask: () => Promise<unknown>
  readonly folder: string | null
  readonly clock: Clock
}): LedgerHealth {
  const { ask, folder, clock } = parts
  return {
    trouble: async () => {
      const answer = ask().then(
        () => true,
        () => false,
      )
      const late = clock.sleep(answerMs).then(() => false)
      if (!(await Promise.race([answer, late]))) return 'its database does not answer'
      return (await hasRoom(folder)) ? null : 'its disk is full'
    },
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
