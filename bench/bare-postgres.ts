import pg from 'pg'
import type { StoreFile } from '#cli/running-store.ts'

const clients = 16

/** The floor for writes: one small insert a transaction, acknowledged as the region's commits are. */
export async function barePostgres(store: StoreFile, forMs: number): Promise<number> {
  const [region] = store.regions
  if (region === undefined) throw new Error('a store has regions')
  const pool = new pg.Pool({ connectionString: region.ledger, max: clients })
  try {
    await pool.query(
      'create table if not exists bench_floor (id text primary key, body text not null)',
    )
    await pool.query('truncate bench_floor')
    let done = 0
    const startedAt = performance.now()
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let n = 0; performance.now() - startedAt < forMs; n += 1) {
          await pool.query({
            name: 'floor',
            text: 'insert into bench_floor (id, body) values ($1, $2)',
            values: [`${client}/${n}`, 'x'.repeat(400)],
          })
          done += 1
        }
      }),
    )
    return Math.round(done / ((performance.now() - startedAt) / 1_000))
  } finally {
    await pool.query('drop table if exists bench_floor')
    await pool.end()
  }
}
