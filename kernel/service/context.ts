import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Command, Event, Refusal } from '#kernel/core/decider.ts'
import type { IndexRange, Page, StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Aggregate } from '#kernel/service/aggregate.ts'
import type { Query } from '#kernel/core/query.ts'

/**
 * What a service sees of the platform while it answers a request: its own kinds in the ledger,
 * other services' queries, time and ids. Writing happens through commands only.
 */
export interface Context {
  readonly service: string
  /** The code of the region that runs this. */
  readonly region: Home
  /** All homes, the primary first. */
  readonly homes: readonly Home[]
  readonly ports: Ports
  /** Since which epoch a home is frozen (see `Command.frozenSince`); null when it is not. */
  frozenSince(home: Home): number | null
  now(): Instant
  /** A new id at the home that the aggregate's policy names. */
  newId(aggregate: { prefix: string; home: 'local' | 'primary' }): string
  /**
   * The home where a new document of this policy belongs.
   * @param preferred the shopper's region, for what is made under a key (see `Request.shopperRegion`)
   */
  homeFor(policy: 'local' | 'primary', preferred?: Home | null): Home

  read<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    id: string,
  ): Promise<StoredDocument<S> | null>
  /**
   * As `read`, for what must not be old by more than a second: who somebody is.
   * @throws Fault `not-serving` when this region may have missed more of what its peer has acknowledged
   */
  readCurrent<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    id: string,
  ): Promise<StoredDocument<S> | null>
  /**
   * Called after reading what a "no" is to rest on: the region asks its peer whether anything was
   * acknowledged that is not here.
   * @throws Fault `not-serving` when that may be
   */
  confirm(): Promise<void>
  readMany<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    ids: readonly string[],
  ): Promise<readonly StoredDocument<S>[]>
  list<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    range: IndexRange,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<StoredDocument<S>>>
  /** Documents under any of these exact keys of an index. */
  find<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    index: string,
    keys: readonly string[],
  ): Promise<readonly { readonly key: string; readonly document: StoredDocument<S> }[]>
  history(aggregate: { kind: string }, id: string): Promise<readonly StoredEvent[]>
  /** The document now, and again after each change seen by this process, until the signal ends it. */
  watch<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    id: string,
    signal: AbortSignal,
  ): AsyncIterable<StoredDocument<S>>

  /**
   * What `make` answered in the last `forMs` milliseconds, by key: for what every request needs and
   * what may be that old. Only keys that are not known are asked for.
   */
  kept<Value>(
    name: string,
    keys: readonly string[],
    forMs: number,
    make: (missing: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<ReadonlyMap<string, Value>>

  ask<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output>
}

/** An answer or the business's no. */
export type OrRefusal<T> = T | Refusal
