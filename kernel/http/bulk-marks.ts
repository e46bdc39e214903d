// The marks of a request with many commands: each item leaves its own, in the commit of its document.
// It is named after the key and the place of the item, and says what the whole request was: two
// requests share places, so that another one under the same key is noticed before it changes anything.

import type { Home } from '#kernel/core/id.ts'
import { markAs, markId, targetOf } from '#kernel/http/idempotency.ts'
import type { Ledger, Mark, StoredDocument } from '#kernel/ports/ledger.ts'

export interface BulkKey {
  readonly key: string
  /** The digest of the request. */
  readonly asked: string
  /** Where all its documents are at home. */
  readonly home: Home
}

export function bulkMark(bulk: BulkKey, place: number, target: string): Mark {
  return markAs(idAt(bulk, place), bulk.asked, target)
}

/**
 * The document of an item that an earlier request with this key has settled, as it is now.
 * @throws HttpProblem `http.key-reused`
 */
export async function settledEarlier(
  ledger: Pick<Ledger, 'mark' | 'read'>,
  kind: string,
  bulk: BulkKey,
  place: number,
): Promise<StoredDocument | null> {
  const mark = await ledger.mark(idAt(bulk, place))
  return mark === null ? null : ledger.read(kind, targetOf(mark, bulk.asked))
}

/** The first is that of a request with one command; in no key stands a section sign. */
const idAt = ({ key, home }: BulkKey, place: number): string =>
  markId(home, place === 0 ? key : `${key}§${place}`)
