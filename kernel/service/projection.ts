import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'

/** Events into a derived store of this region. It runs in every region and can be rebuilt. */
export interface Projection {
  /** `service.store`. */
  readonly name: string
  /** Event types it listens to. */
  readonly on: readonly string[]
  /** Where it had got to; null asks for a rebuild. */
  position(context: Context): Promise<string | null>
  /** Fills an empty store from what is there now. Events that arrive meanwhile are applied after it. */
  rebuild(context: Context): Promise<void>
  /** Applies events in order and remembers the cursor. Applying one twice changes nothing. */
  apply(events: readonly StoredEvent[], cursor: string, context: Context): Promise<void>
}
