import { documentColumns } from '#adapters/embedded/rows.ts'
import { textAfter } from '#adapters/embedded/text-after.ts'
import type { IndexRange } from '#kernel/ports/ledger.ts'

interface Statement {
  readonly name: string
  readonly text: string
  readonly values: readonly (string | number)[]
}

/**
 * Documents of an index after a place in it. Every bound stands alone as a comparison with the
 * columns of the index, so that only the rows of the page are read however long the index is.
 */
export function listStatement(
  { kind, index, prefix, descending }: Required<IndexRange> & { kind: string },
  after: { readonly key: string; readonly id: string } | null,
  limit: number,
): Statement {
  const beyond = textAfter(prefix)
  const values: (string | number)[] = [kind, index, limit]
  const given = (value: string) => `$${values.push(value)}`
  const bounds: string[] = []
  if (descending) {
    if (after) bounds.push(`(key, id) < (${given(after.key)}, ${given(after.id)})`)
    else if (beyond !== null) bounds.push(`key < ${given(beyond)}`)
    bounds.push(`key >= ${given(prefix)}`)
  } else {
    bounds.push(`(key, id) > (${given(after?.key ?? prefix)}, ${given(after?.id ?? '')})`)
    if (beyond !== null) bounds.push(`key < ${given(beyond)}`)
  }
  const shape = [descending, after !== null, beyond !== null].map(Number).join('')
  const order = descending ? 'desc' : 'asc'
  return {
    name: `list-${shape}`,
    values,
    text: `select ${documentColumns}, e.key
      from (
        select key, id from index_entries
        where kind = $1 and index = $2 and ${bounds.join(' and ')}
        order by key ${order}, id ${order} limit $3
      ) e
      join documents d on d.kind = $1 and d.id = e.id
      order by e.key ${order}, e.id ${order}`,
  }
}
