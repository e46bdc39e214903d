// The marks of a request with many commands: each item leaves its own, in the commit of its document.
// It is named after the key and the place of the item, and says what the whole request was: two
// requests share places, so that another one under the same key is noticed before it changes anything.

import type { Home } from '#kernel/core/id.ts'
import { HttpProblem } from '#kernel/http/problems.ts'
import type { Ledger, Mark, StoredDocument } from '#kernel/ports/ledger.ts'

export interface BulkKey {
  readonly key: string
  /** The digest of the request. */
  readonly asked: string
  /** Where all its documents are at home. */
  readonly home: Home
}

export function bulkMark(bulk: BulkKey, place: number, target: string): Mark {
  return { id: markId(bulk, place), digest: `${bulk.asked} ${target}` }
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
  const mark = await ledger.mark(markId(bulk, place))
  if (mark === null) return null
  const asked = `${bulk.asked} `
  if (mark.digest.startsWith(asked)) return ledger.read(kind, mark.digest.slice(asked.length))
  throw new HttpProblem('http.key-reused', 'The key belongs to a request that said something else.')
}

/** The first is that of a request with one command; in no key stands a section sign. */
const markId = ({ key, home }: BulkKey, place: number): string =>
  `http:${home}:${place === 0 ? key : `${key}§${place}`}`
