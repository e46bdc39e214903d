import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
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

test('a crash of the server empties the index, and its feed has to begin again', async () => {
  const before = embeddedSearchIndex({ url: server.url })
  await before.clear()
  await before.put([{ id: 'tea', title: 'Tea', text: '', facets: {}, numbers: {} }])
  await before.setPosition('one')
  await before.close()
  const { folder, url } = server
  await server.kill()
  server = await startPostgres({ dir: folder, port: Number(new URL(url).port) })

  const index = embeddedSearchIndex({ url: server.url })
  const request = { text: 'tea', filters: {}, facets: [], limit: 10 }
  assert.equal(await index.position(), null)
  assert.deepEqual((await index.search(request)).ids, [])
  await assert.rejects(index.setPosition('two'), { code: 'unavailable' })
  await index.clear()
  assert.equal(await index.position(), null)
  await index.setPosition('three')
  assert.equal(await index.position(), 'three')
  await index.close()
})
