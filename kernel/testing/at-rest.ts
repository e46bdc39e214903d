// For tests of invariants: a platform at rest, made of what a test says and nothing else.

import type { StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Answer, AtRest, Note, Outside } from '#kernel/service/workload.ts'

const at = '2026-01-05T00:00:00.000Z'

export interface RestingParts {
  readonly documents?: readonly StoredDocument[]
  readonly events?: readonly StoredEvent[]
  readonly notes?: Readonly<Record<string, readonly Note[]>>
  readonly outside?: Partial<Outside>
  /** By path: one answer for each region. */
  readonly answers?: Readonly<Record<string, readonly Answer[]>>
}

export function atRest(parts: RestingParts): AtRest {
  const { documents = [], events = [], notes = {}, outside = {}, answers = {} } = parts
  return {
    documents: (kind) => documents.filter((one) => one.kind === kind),
    history: (kind, id) => events.filter((one) => one.kind === kind && one.documentId === id),
    notes: (topic) => notes[topic] ?? [],
    ask: async (path) => answers[path] ?? [],
    outside: { charges: [], parcels: [], mails: [], ...outside },
  }
}

export function stored<State>(
  kind: string,
  id: string,
  state: State,
  version = 1,
): StoredDocument<State> {
  return { kind, id, version, state, changedAt: at }
}

/** An event of a document; its type is a member of what is given, as it is where it is decided. */
export function happened<E extends { readonly type: string }>(
  kind: string,
  documentId: string,
  event: E,
): StoredEvent {
  const { type, ...data } = event
  return { id: `${documentId}/${type}`, type, kind, documentId, version: 1, at, data }
}
