// A reaction is a pure function from an event to what should happen next: commands to documents, or
// calls to the world outside. It runs while the event is committed, so that the deliveries are part
// of that commit.

import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Ports } from '#kernel/ports/ports.ts'

export interface About {
  readonly documentId: string
  readonly home: Home
  readonly at: Instant
  /** All homes, the primary first. */
  readonly homes: readonly Home[]
}

/** A command for a document, or a call whose answer becomes a command for a document. */
export type Send = {
  readonly kind: string
  readonly id: string
  /** Milliseconds to wait first. */
  readonly dueIn?: number
} & (
  | { readonly command: { readonly type: string } & Readonly<Record<string, unknown>> }
  | { readonly call: string; readonly input: Readonly<Record<string, unknown>> }
)

export interface Reaction {
  /** Unique within the service; names the delivery. */
  readonly name: string
  readonly on: string
  then(event: { readonly type: string }, about: About): readonly Send[]
}

/** `reaction<OrderPlaced>('confirm-by-mail', 'orders.order-placed', (event, about) => [ … ])` */
export function reaction<E extends { readonly type: string }>(
  name: string,
  on: E['type'],
  then: (event: E, about: About) => readonly Send[],
): Reaction {
  return { name, on, then: (event, about) => then(event as E, about) }
}

/**
 * A call to the world outside. It may run more than once for one delivery, so it hands `key` to the
 * other side, which makes the repeat harmless. What it returns is the command that records the
 * answer; that commit ends the delivery.
 */
export interface OutsideCall {
  /** `service.call`. */
  readonly name: string
  run(
    input: Readonly<Record<string, unknown>>,
    tools: { readonly ports: Ports; readonly key: string; readonly id: string },
  ): Promise<{ readonly type: string } & Readonly<Record<string, unknown>>>
}

export function outsideCall<
  Input extends Readonly<Record<string, unknown>>,
  C extends { readonly type: string },
>(
  name: string,
  run: (
    input: Input,
    tools: { readonly ports: Ports; readonly key: string; readonly id: string },
  ) => Promise<C>,
): OutsideCall {
  return {
    name,
    run: (input, tools) => run(input as Input, tools) as ReturnType<OutsideCall['run']>,
  }
}
