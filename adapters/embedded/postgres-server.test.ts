import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freePort } from '#adapters/embedded/free-port.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { isRunning } from '#adapters/embedded/process-tree.ts'
import { asNobody } from '#adapters/embedded/without-root.ts'
import { isFault } from '#kernel/core/fault.ts'

const root = mkdtempSync(join(tmpdir(), 'meridian-server-'))
const dir = join(root, 'only for me', 'data')
let server: PostgresServer
let port: number

before(async () => {
  mkdirSync(join(root, 'only for me'), { mode: 0o700 })
  port = await freePort()
  server = await startPostgres({ dir, port })
})

after(async () => {
  await server.stop()
  rmSync(root, { recursive: true, force: true })
})

test('a server starts in a folder that only its owner may enter', async () => {
  assert.equal(statSync(join(root, 'only for me')).mode & 0o777, 0o700)
  assert.equal((await ask('show wal_level'))['wal_level'], 'logical')
  assert.equal((await ask('show fsync'))['fsync'], 'on')
})

test('what was committed is there after the server was killed', async () => {
  await ask("create table kept as select 'survives' as word")
  const killed = server.pid
  await server.kill()
  assert.equal(isRunning(killed), false)
  server = await startPostgres({ dir, port })
  assert.equal((await ask('select word from kept'))['word'], 'survives')
})

test('a lock file with the process id of another program is in nobody’s way', async () => {
  await server.stop()
  writeFileSync(join(dir, 'postmaster.pid'), `${process.pid}\n${dir}\n`)
  server = await startPostgres({ dir, port })
  assert.equal((await ask('select word from kept'))['word'], 'survives')
})

test('a folder in use is left alone', async () => {
  await assert.rejects(startPostgres({ dir, port: await freePort() }), (error: unknown) => {
    assert.ok(isFault(error, 'unavailable'))
    assert.match(error.message, /is in use by PostgreSQL with process id/)
    return true
  })
  assert.equal((await ask('select 1 as one'))['one'], 1)
})

test('a taken port is named', async () => {
  const other = createServer((socket) => socket.destroy())
  const taken = await freePort()
  await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve))
  await assert.rejects(startPostgres({ dir: join(root, 'second'), port: taken }), {
    code: 'unavailable',
    message: `port ${taken} on 127.0.0.1 is taken: name another one`,
  })
  await new Promise((resolve) => other.close(resolve))
})

test('a folder of another version is refused in words', async () => {
  const old = join(root, 'old')
  mkdirSync(old)
  writeFileSync(join(old, 'PG_VERSION'), '16\n')
  await assert.rejects(startPostgres({ dir: old, port: 1 }), {
    code: 'bad-data',
    message: /holds data of PostgreSQL 16, and this is 18/,
  })
})

test('a folder with something else in it is refused', async () => {
  await assert.rejects(startPostgres({ dir: root, port: 1 }), { code: 'bad-data' })
})

test('root without namespaces runs the server as nobody, where nobody can reach', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('only root can become nobody')
  const nobodyPort = await freePort()
  const other = await startPostgres({
    dir: join(root, 'hidden'),
    port: nobodyPort,
    rights: asNobody(),
  })
  try {
    assert.equal(statSync(other.folder).uid, 65_534)
  } finally {
    await other.stop()
    rmSync(other.folder, { recursive: true })
  }
})

async function ask(sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0] ?? {}
  } finally {
    await client.end()
  }
}
