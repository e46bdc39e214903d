import type { Replication } from '#kernel/ports/replication.ts'

const everyMs = 250

/**
 * Keeps at hand how many bytes the peer has not confirmed, so that it can be told at every look of
 * the peer's without asking the database.
 */
export function watchLag(replication: Pick<Replication, 'stream'>): {
  lagBytes(): number | null
  stop(): void
} {
  let seen: number | null = null
  let asking = false
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    void replication
      .stream()
      .then(
        ({ lagBytes }) => (seen = lagBytes),
        () => (seen = null),
      )
      .finally(() => (asking = false))
  }, everyMs)
  return { lagBytes: () => seen, stop: () => clearInterval(timer) }
}
