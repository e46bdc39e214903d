import { refused, type Notice } from '#cli/catalog-files/read-item.ts'

/** Rows of one product that are kept together; further ones are refused. */
export const rowsPerGroupMax = 5_000

/**
 * Brings together the rows of the same key, wherever they stand, and hands on each group as soon as
 * its last row is read. What is kept in memory is the groups that are open, and one count per key.
 * @param counts how many rows of each key there are, from a first pass
 */
export async function* groupsOf<R extends { readonly line: number }>(
  batches: AsyncIterable<readonly (R | Notice)[]>,
  keyOf: (row: R) => string | null,
  counts: ReadonlyMap<string, number>,
): AsyncIterable<readonly ({ key: string; rows: R[] } | Notice)[]> {
  const open = new Map<string, { left: number; rows: R[] }>()
  for await (const batch of batches) {
    const found: ({ key: string; rows: R[] } | Notice)[] = []
    for (const row of batch) {
      if ('refused' in row || 'warning' in row) {
        found.push(row)
        continue
      }
      const key = keyOf(row)
      if (key === null) continue
      const group = open.get(key) ?? { left: counts.get(key) ?? 1, rows: [] }
      group.left -= 1
      if (group.rows.length < rowsPerGroupMax) group.rows.push(row)
      else found.push(refused(row.line, `more than ${rowsPerGroupMax} rows for one product`, key))
      if (group.left > 0) open.set(key, group)
      else {
        open.delete(key)
        found.push({ key, rows: group.rows })
      }
    }
    yield found
  }
}
