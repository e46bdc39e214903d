import type { Command, Decider, Event } from '#kernel/core/decider.ts'
import type { Durability } from '#kernel/ports/ledger.ts'

/** A kind of document: how it decides, where it lives, how it is found, how long it is remembered. */
export interface Aggregate<State, C extends Command, E extends Event> {
  /** The word in the ledger, unique in the platform: `order`. */
  readonly kind: string
  /** Three letters in front of its ids: `ord`. */
  readonly prefix: string
  /** `local`: home is the region where it is created. `primary`: always the primary region. */
  readonly home: 'local' | 'primary'
  readonly durability: Durability
  /** Milliseconds that its events are kept. */
  readonly keepEvents: number
  readonly decider: Decider<State, C, E>
  /** Index name → the keys under which a state is found. Keys sort as text. */
  readonly indexes: Readonly<Record<string, (state: State, id: string) => readonly string[]>>
}

export function defineAggregate<State, C extends Command, E extends Event>(
  aggregate: Aggregate<State, C, E>,
): Aggregate<State, C, E> {
  return aggregate
}

/** Any aggregate, for code that treats states as opaque. Method bivariance makes it assignable. */
export interface AnyAggregate {
  readonly kind: string
  readonly prefix: string
  readonly home: 'local' | 'primary'
  readonly durability: Durability
  readonly keepEvents: number
  readonly decider: {
    readonly initial: unknown
    decide(state: unknown, command: Command): ReturnType<Decider<unknown, Command, Event>['decide']>
    evolve(state: unknown, event: Event): unknown
  }
  readonly indexes: Readonly<Record<string, IndexFunction>>
}

type IndexFunction = { keys(state: unknown, id: string): readonly string[] }['keys']
