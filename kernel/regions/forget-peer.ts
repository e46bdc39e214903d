import type { Replication } from '#kernel/ports/replication.ts'

/**
 * Before a region goes on alone: what it writes from then on may contradict what the peer has of its own, and is
 * not sent there. It serves all the same where that cannot be had at once.
 * @returns whether it could
 */
export async function forgetPeer({
  replication,
  say,
}: {
  readonly replication: Pick<Replication, 'forgetPeer'>
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
}): Promise<boolean> {
  try {
    await replication.forgetPeer()
    return true
  } catch (error) {
    say('the slot of the peer stays', { error })
    return false
  }
}
