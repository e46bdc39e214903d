import type pg from 'pg'

/** The columns that both regions have; when a delivery is free to take is each region's own. */
const publishedColumns = {
  documents: 'kind, id, home, version, state, changed_at, entry_indexes, entry_keys',
  index_entries: 'kind, index, key, id',
  events: 'id, type, kind, document_id, version, place, at, data, trace',
  deliveries:
    'id, home, subscription, kind, document_id, body, due_at, attempts, trace, error, died_at',
  marks: 'id, kind, home, digest, at',
  discarded: 'id, home, delivery, reason, at',
} as const

/** What a region has a copy of. */
export const publishedTables = Object.keys(publishedColumns)

/**
 * Rows and a digest of each table, all of one moment. The digest is a sum over the rows, so their
 * order does not matter; two tables with one are taken for equal, against accidents and not against
 * somebody who wants to deceive.
 */
export async function ledgerDigest(
  pool: pg.Pool,
): Promise<Record<string, { rows: number; digest: string }>> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const digests: Record<string, { rows: number; digest: string }> = {}
    for (const [table, columns] of Object.entries(publishedColumns)) {
      const { rows } = await client.query<{ rows: string; digest: string | null }>(
        `select count(*) as rows, sum(hashtextextended(row(${columns})::text, 0)::numeric) as digest
        from ${table}`,
      )
      digests[table] = { rows: Number(rows[0]?.rows ?? 0), digest: rows[0]?.digest ?? '0' }
    }
    await client.query('commit')
    return digests
  } finally {
    client.release(true)
  }
}
