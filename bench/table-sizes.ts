import pg from 'pg'

export interface TableSize {
  readonly name: string
  /** With its indexes. */
  readonly mb: number
  readonly liveRows: number
  /** Rows that were ever put in. */
  readonly inserted: number
}

/** The tables of a region's ledger, largest first. */
export async function tableSizes(ledger: string): Promise<TableSize[]> {
  const client = new pg.Client({ connectionString: ledger })
  await client.connect()
  try {
    const { rows } = await client.query<{
      name: string
      bytes: string
      live: string
      inserted: string
    }>(
      `select relname as name, pg_total_relation_size(relid) as bytes,
        n_live_tup as live, n_tup_ins as inserted
      from pg_stat_user_tables order by bytes desc`,
    )
    return rows.map(({ name, bytes, live, inserted }) => ({
      name,
      mb: Number(bytes) / 1_048_576,
      liveRows: Number(live),
      inserted: Number(inserted),
    }))
  } finally {
    await client.end()
  }
}
