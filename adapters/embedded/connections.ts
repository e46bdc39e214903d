import pg from 'pg'

/** Plans are made once and must not depend on how small a table was when they were made. */
const steadyPlans = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
}

/**
 * A pool of connections to one server. `settings` hold for each of them from the start.
 * `synchronous_commit` decides what a commit waits for: `on` for the peer too when the region is
 * paired, `local` for this server's disk, `off` for nothing.
 */
export function connections({
  url,
  max,
  name,
  synchronousCommit,
  settings = steadyPlans,
}: {
  url: string
  max: number
  /** As `pg_stat_activity` shows it. */
  name: string
  synchronousCommit: 'on' | 'local' | 'off'
  settings?: Readonly<Record<string, string>>
}): pg.Pool {
  const all = { synchronous_commit: synchronousCommit, search_path: 'public', ...settings }
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    options: Object.entries(all)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(' '),
  })
  // A connection that breaks is replaced when the next one is needed. Whoever was using it hears of
  // it from the statement, too.
  pool.on('error', () => undefined)
  // One that breaks while in use rejects its query; the event only repeats that.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
