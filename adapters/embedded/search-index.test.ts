import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { embeddedLedger } from '#adapters/embedded/ledger.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { embeddedSearchIndex } from '#adapters/embedded/search-index.ts'
import { searchIndexSuite } from '#kernel/testing/search-index-suite.ts'

const root = mkdtempSync(join(tmpdir(), 'meridian-search-'))
let server: PostgresServer

before(async () => {
  server = await startPostgres({ dir: join(root, 'data'), port: await freePort() })
  await (await embeddedLedger({ url: server.url, leaseMs: 60_000 })).close()
})

after(async () => {
  await server.stop('immediate')
  rmSync(root, { recursive: true, force: true })
})

searchIndexSuite('the search index on PostgreSQL', async () => {
  const index = embeddedSearchIndex({ url: server.url })
  await index.clear()
  return { index, close: () => index.close() }
})
