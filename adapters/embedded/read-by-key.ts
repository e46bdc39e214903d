import type { Mark, StoredDocument } from '#kernel/ports/ledger.ts'
import { documentColumns, documentOf, type DocumentRow } from '#adapters/embedded/rows.ts'

export interface DocumentKey {
  readonly kind: string
  readonly id: string
}

/** Runs a prepared statement. */
type Rows = <Row extends object>(
  name: string,
  text: string,
  values: readonly unknown[],
) => Promise<readonly Row[]>

/** In the order of the keys; null for what is not there. */
export async function readDocuments(
  rows: Rows,
  keys: readonly DocumentKey[],
): Promise<(StoredDocument | null)[]> {
  const found = await rows<DocumentRow & { kind: string }>(
    'read',
    `select ${documentColumns}, d.kind
    from unnest($1::text[], $2::text[]) as asked(kind, id)
    join documents d on d.kind = asked.kind and d.id = asked.id`,
    [keys.map(({ kind }) => kind), keys.map(({ id }) => id)],
  )
  const byKey = new Map(found.map((row) => [`${row.kind}/${row.id}`, documentOf(row.kind, row)]))
  return keys.map(({ kind, id }) => byKey.get(`${kind}/${id}`) ?? null)
}

/** In the order of the ids; null for what is not there. */
export async function readMarks(rows: Rows, ids: readonly string[]): Promise<(Mark | null)[]> {
  const found = await rows<Mark>('mark', 'select id, digest from marks where id = any ($1)', [ids])
  const byId = new Map(found.map(({ id, digest }) => [id, { id, digest }]))
  return ids.map((id) => byId.get(id) ?? null)
}
