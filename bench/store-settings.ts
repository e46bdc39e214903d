import pg from 'pg'
import type { StoreFile } from '#cli/running-store.ts'

/** Those that decide what a commit costs. */
const names = [
  'fsync',
  'full_page_writes',
  'synchronous_commit',
  'synchronous_standby_names',
  'shared_buffers',
  'wal_writer_delay',
  'max_connections',
]

/** What the first region's PostgreSQL says of itself: name → value. */
export async function storeSettings(store: StoreFile): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: store.regions[0]?.ledger })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      'select name, current_setting(name) as value from pg_settings where name = any($1)',
      [names],
    )
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  } finally {
    await client.end()
  }
}
