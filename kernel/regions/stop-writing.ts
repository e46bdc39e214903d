import type { Clock } from '#kernel/ports/clock.ts'
import type { Replication } from '#kernel/ports/replication.ts'

const everyMs = 50

/**
 * Returns once nothing can be written here any more, and nothing that waited for the peer has been
 * acknowledged. While the fence falls others may come to wait that were on their way before; it
 * cannot fall as long as they do, and no peer will ever confirm them.
 * @param letFenceFall returns when no commit under an older fence can succeed
 */
export async function stopWriting(
  letFenceFall: () => Promise<void>,
  { replication, clock }: { readonly replication: Replication; readonly clock: Clock },
): Promise<void> {
  await replication.abandonWaiting()
  const fallen = new AbortController()
  const falling = letFenceFall().finally(() => fallen.abort())
  const abandoning = async () => {
    while (!fallen.signal.aborted) {
      await clock.sleep(everyMs, fallen.signal).catch(() => undefined)
      if (!fallen.signal.aborted) await replication.abandonWaiting()
    }
  }
  await Promise.all([falling, abandoning()])
}
