import type { DeadLetter, Delivery, StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'

export interface DocumentRow {
  readonly id: string
  readonly version: number
  readonly state: unknown
  readonly changed_at: Date
}

export const documentColumns = 'd.id, d.version, d.state, d.changed_at'

export function documentOf(kind: string, row: DocumentRow): StoredDocument {
  return {
    kind,
    id: row.id,
    version: row.version,
    state: row.state,
    changedAt: row.changed_at.toISOString(),
  }
}

export interface EventRow {
  readonly id: string
  readonly type: string
  readonly kind: string
  readonly document_id: string
  readonly version: number
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
  readonly trace: string | null
}

export interface FeedRow extends EventRow {
  readonly arrived_in: string
  readonly arrival: string
  /** Events that the page was made of, of whatever type. */
  readonly looked_at: string
}

export const eventColumns = 'id, type, kind, document_id, version, at, data, trace'

export function eventOf(row: EventRow): StoredEvent {
  return {
    id: row.id,
    type: row.type,
    kind: row.kind,
    documentId: row.document_id,
    version: row.version,
    at: row.at.toISOString(),
    data: row.data,
    ...(row.trace === null ? {} : { trace: row.trace }),
  }
}

export interface DeliveryRow {
  readonly id: string
  readonly home: string
  readonly subscription: string
  readonly kind: string
  readonly document_id: string
  readonly body: Delivery['body']
  readonly due_at: Date
  readonly attempts: number
  readonly trace: string | null
  readonly error: string | null
  readonly died_at: Date | null
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    home: row.home,
    subscription: row.subscription,
    kind: row.kind,
    documentId: row.document_id,
    body: row.body,
    dueAt: row.due_at.toISOString(),
    attempts: row.attempts,
    ...(row.trace === null ? {} : { trace: row.trace }),
  }
}

export function deadLetterOf(row: DeliveryRow): DeadLetter {
  return {
    ...deliveryOf(row),
    error: row.error ?? '',
    diedAt: (row.died_at ?? row.due_at).toISOString(),
  }
}
