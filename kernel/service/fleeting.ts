import type { StoredEvent } from '#kernel/ports/ledger.ts'

/**
 * What an event tells `evolve` and the reactions but not the log: a payment token, or the sends of
 * a saga's step, which are kept as deliveries until they are done.
 */
export interface Fleeting<Content> {
  readonly fleeting: Content
}

/** The event as the log keeps it. */
export function withoutFleeting(event: StoredEvent): StoredEvent {
  if (!('fleeting' in event.data)) return event
  const { fleeting: _, ...data } = event.data
  return { ...event, data }
}
