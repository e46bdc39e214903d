// Deciding is pure. A command is decided from the state alone: time, ids and prices arrive inside
// the command. (Jérémie Chassaing's decider; Emmett shows it in TypeScript.)

import type { Instant } from '#kernel/core/instant.ts'

export interface Command {
  readonly type: string
  /** When the platform took the command; stamped by the kernel. */
  readonly at: Instant
  /**
   * Stamped when the document's home was adopted without its last commits and these are not yet
   * accounted for: the epoch of the adoption. What they gave away must not be given away again.
   */
  readonly frozenSince?: number
}

export interface Event {
  /** Past tense, with the service's name in front: `orders.order-placed`. */
  readonly type: string
}

/** The business says no. It is data, and changes nothing. */
export interface Refusal {
  readonly refused: true
  /** `service.reason`, stable: programs match on it. */
  readonly code: string
  readonly kind: RefusalKind
  readonly title: string
  readonly detail: string
  /** What the caller can do about it. */
  readonly advice?: string
  /** The member of the request at fault, as a JSON pointer. */
  readonly field?: string
}

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'forbidden'
  | 'gone'
  | 'throttled'

export interface Decider<State, C extends Command, E extends Event> {
  /** The state of a document nobody has written to yet. */
  readonly initial: State
  readonly decide: (state: State, command: C) => readonly E[] | Refusal
  readonly evolve: (state: State, event: E) => State
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer
}

/** A command before the kernel has stamped it. */
export type Unstamped<C extends Command> = C extends Command ? Omit<C, 'at' | 'frozenSince'> : never

interface RefusalEntry {
  readonly kind: RefusalKind
  readonly title: string
  readonly advice?: string
}

type RefusalMakers<Entries> = {
  readonly [Name in keyof Entries]: (detail: string, field?: string) => Refusal
} & { readonly catalogue: readonly (RefusalEntry & { readonly code: string })[] }

/**
 * The refusals of a service, one line each. The key in kebab-case becomes the code:
 * `defineRefusals('cart', { soldOut: … })` refuses with `cart.sold-out`.
 */
export function defineRefusals<const Entries extends Record<string, RefusalEntry>>(
  service: string,
  entries: Entries,
): RefusalMakers<Entries> {
  const codeOf = (name: string) =>
    `${service}.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const makers = Object.entries(entries).map(([name, entry]) => [
    name,
    (detail: string, field?: string): Refusal => ({
      refused: true,
      code: codeOf(name),
      ...entry,
      detail,
      ...(field === undefined ? {} : { field }),
    }),
  ])
  const catalogue = Object.entries(entries).map(([name, entry]) => ({
    code: codeOf(name),
    ...entry,
  }))
  return { ...Object.fromEntries(makers), catalogue } as RefusalMakers<Entries>
}
