import type pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'
import { locks } from '#adapters/embedded/locks.ts'

/** Commits that were let go end in milliseconds; those that wait for a lost peer never do. */
const lockWithinMs = 2_000
/** A server that is frozen takes connections and says nothing. */
const answerWithinMs = 2_000

/** @throws Fault `unavailable` */
export async function readFence(pool: pg.Pool): Promise<Fence> {
  const row = await ask<{ epoch: string; serves: string[] }>(
    pool,
    'select epoch, serves from fence',
  )
  return { epoch: Number(row.epoch), serves: row.serves }
}

/**
 * Returns once no commit under an older fence can succeed: the exclusive lock waits for those under
 * way, and those that come later read the new row.
 * @param was what it must be now, if that matters
 * @throws Fault `timeout` when commits still wait for the peer; `not-serving` when the epoch is older
 * than one this region has seen, or when it is not what it must be
 */
export async function writeFence(
  pool: pg.Pool,
  { epoch, serves }: Fence,
  was: Fence | null = null,
): Promise<void> {
  let client: pg.PoolClient | undefined
  try {
    client = await pool.connect()
    await client.query('begin')
    await client.query(`set local lock_timeout = ${lockWithinMs}`)
    await client.query('select pg_advisory_xact_lock($1)', [locks.fence])
    const { rowCount } = await client.query(
      `update fence set epoch = $1, serves = $2
      where epoch <= $1 and ($3::text[] is null or (epoch = $4 and serves @> $3 and serves <@ $3))`,
      [epoch, serves, was?.serves ?? null, was?.epoch ?? null],
    )
    if (rowCount === 0) throw new Fault('not-serving', `epoch ${epoch} is over, or shut`)
    await client.query('commit')
    client.release()
  } catch (error) {
    // Ends the connection, and the transaction with it.
    client?.release(true)
    throw faultOfReading(error)
  }
}

/** Not under the lock of the fence, which commits hold while they wait for the peer. @throws Fault */
export async function leavePairs(pool: pg.Pool, before: number): Promise<void> {
  await ask(
    pool,
    'update fence set left_pairs_before = greatest(left_pairs_before, $1) returning epoch',
    [before],
  )
}

/** @throws Fault `unavailable` */
export async function leftPairsBefore(pool: pg.Pool): Promise<number> {
  const text = 'select left_pairs_before as before from fence'
  return Number((await ask<{ before: string }>(pool, text)).before)
}

/** What a statement says of the row, if the server answers in time. */
async function ask<Row extends object>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  try {
    const query: pg.QueryConfig & { query_timeout: number } = {
      text,
      values: [...values],
      query_timeout: answerWithinMs,
    }
    const [row] = (await pool.query<Row>(query)).rows
    if (row === undefined) throw new Fault('bad-data', 'the ledger has no fence')
    return row
  } catch (error) {
    throw faultOfReading(error)
  }
}
