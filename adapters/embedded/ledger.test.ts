import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import pg from 'pg'
import { freePort } from '#adapters/embedded/free-port.ts'
import { embeddedLedger, type EmbeddedLedger } from '#adapters/embedded/ledger.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { ledgerSuite, type LedgerUnderTest } from '#kernel/testing/ledger-suite.ts'

const root = mkdtempSync(join(tmpdir(), 'meridian-ledger-'))
let server: PostgresServer
let admin: pg.Client

before(async () => {
  server = await startPostgres({ dir: join(root, 'data'), port: await freePort() })
  await (await embeddedLedger({ url: server.url, leaseMs: 60_000 })).close()
  admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
})

after(async () => {
  await admin.end()
  await server.stop()
  rmSync(root, { recursive: true, force: true })
})

ledgerSuite('the ledger on PostgreSQL', open)

async function open(): Promise<LedgerUnderTest> {
  await admin.query('truncate documents, index_entries, events, deliveries, marks, discarded')
  let aheadMs = 0
  let fence = { epoch: 0, serves: [] as readonly string[] }
  const clock = { now: () => Date.now() + aheadMs }
  const handles: EmbeddedLedger[] = []
  const handle = async () => {
    const ledger = await embeddedLedger({ url: server.url, leaseMs: 60_000, clock })
    ledger.believe(fence)
    handles.push(ledger)
    return ledger
  }
  return {
    ledger: await handle(),
    now: clock.now,
    otherProcess: handle,
    async serve(serves, epoch = 1) {
      fence = { epoch, serves }
      await admin.query('update fence set epoch = $1, serves = $2', [epoch, serves])
      for (const ledger of handles) ledger.believe(fence)
    },
    async advance(ms) {
      aheadMs += ms
    },
    async close() {
      await Promise.all(handles.map((ledger) => ledger.close()))
    },
  }
}
