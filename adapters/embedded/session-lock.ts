import type pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'

/**
 * Holds an advisory lock for as long as a connection lasts.
 * @param work is given that connection: what goes over it cannot happen once the lock is lost
 * @throws Fault `not-serving` when somebody else holds it, `unavailable`
 */
export async function holdingLock<Result>(
  pool: pg.Pool,
  lock: number,
  work: (session: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const session = await pool.connect().catch((error: unknown) => {
    throw faultOfReading(error)
  })
  // What is asked over a lost connection fails; that it was lost is no news in itself.
  session.on('error', () => {})
  try {
    if (!(await isMine(session, lock))) throw new Fault('not-serving', 'another process is at it')
    return await work(session)
  } finally {
    session.release(true)
  }
}

async function isMine(session: pg.PoolClient, lock: number): Promise<boolean> {
  try {
    const { rows } = await session.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [lock],
    )
    return rows[0]?.mine === true
  } catch (error) {
    throw faultOfReading(error)
  }
}
