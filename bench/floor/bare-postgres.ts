import pg from 'pg'
import type { StoreFile } from '#cli/running-store.ts'

/** The size of a small document. */
const rowChars = 400

/**
 * The floor for writes: transactions of one statement in the first region's PostgreSQL, acknowledged
 * as the region's commits are. Its table is not copied to the other region, so it does less work.
 * @param rows inserted by one transaction
 * @returns transactions per second
 */
export async function barePostgres(
  store: StoreFile,
  { forMs, clients = 16, rows = 1 }: { forMs: number; clients?: number; rows?: number },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: store.regions[0]?.ledger, max: clients })
  const body = 'x'.repeat(rowChars)
  try {
    await pool.query('drop table if exists bench_floor')
    await pool.query('create table bench_floor (id text primary key, body text not null)')
    let done = 0
    const startedAt = performance.now()
    const client = async (_: unknown, number: number) => {
      for (let turn = 0; performance.now() - startedAt < forMs; turn += 1) {
        await pool.query({
          name: 'floor',
          text: `insert into bench_floor (id, body)
            select $1 || '/' || row, $2 from generate_series(1, $3) as row`,
          values: [`${number}/${turn}`, body, rows],
        })
        done += 1
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    return done / ((performance.now() - startedAt) / 1_000)
  } finally {
    await pool.query('drop table if exists bench_floor')
    await pool.end()
  }
}
