// Whether commits wait for the peer is one setting, `synchronous_standby_names`, that the server
// reads again when told. The telling is asynchronous, through two processes: the postmaster reads
// the file and tells the checkpointer, which holds the switch that all commits look at. Returning
// before the switch has moved would acknowledge commits that only one region has, or would leave
// commits waiting for a peer that has been given up.

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import { connections } from '#adapters/embedded/connections.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'

const everyMs = 20
const effectiveWithinMs = 15_000

/** @param subscription what the peer's subscription to this server is called; null waits for nobody */
export async function waitFor(url: string, subscription: string | null): Promise<void> {
  const names = subscription === null ? '' : pg.escapeIdentifier(subscription)
  const pool = connections({ url, max: 1, name: 'pairing', synchronousCommit: 'on', settings: {} })
  try {
    if ((await settingOf(url)) !== names) {
      await pool.query(`alter system set synchronous_standby_names = ${pg.escapeLiteral(names)}`)
      await pool.query('select pg_reload_conf()')
      await untilPostmasterHas(url, names)
      // The checkpointer reads the settings before it starts one.
      if (subscription !== null) await pool.query('checkpoint')
    }
    // A commit that returns only when the switch is off, since nobody else would let it go.
    if (subscription === null) {
      await pool.query("select pg_logical_emit_message(true, 'meridian', 'nobody waits')")
    }
  } catch (error) {
    throw faultOfReading(error)
  } finally {
    await pool.end()
  }
}

/** New connections are made by the postmaster, with the settings it has read. */
async function untilPostmasterHas(url: string, names: string): Promise<void> {
  const end = performance.now() + effectiveWithinMs
  while ((await settingOf(url)) !== names) {
    if (performance.now() > end) throw new Fault('timeout', 'the server does not read its settings')
    await sleep(everyMs)
  }
}

async function settingOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ names: string }>(
      "select current_setting('synchronous_standby_names') as names",
    )
    return rows[0]?.names ?? ''
  } finally {
    await client.end()
  }
}
