import type { Change } from '#adapters/memory/ledger-store.ts'

/** Told of what happens in a database as it happens. */
export interface DatabaseListener {
  /** The disk has more to send to the peer. */
  readonly logged: () => void
  /** The disk has more of what the peer sent. */
  readonly flushed: (lsn: number) => void
  readonly crashed: () => void
  /** A transaction of this server is about to become visible. */
  readonly shows: (changes: readonly Change[], acknowledged: boolean) => void
  /** One of the peer is about to. */
  readonly arrives: (changes: readonly Change[]) => void
}
