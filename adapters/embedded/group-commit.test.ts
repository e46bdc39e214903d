import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '#adapters/embedded/free-port.ts'
import { embeddedLedger, type EmbeddedLedger } from '#adapters/embedded/ledger.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { isFault } from '#kernel/core/fault.ts'
import type { Commit, Durability } from '#kernel/ports/ledger.ts'

// What a commit's caller is told when the world fails around it. The suite every ledger passes lies
// in kernel/testing; this is what only a ledger on a network has.

const root = mkdtempSync(join(tmpdir(), 'meridian-group-'))
let server: PostgresServer
let admin: pg.Client
let link: Link
let ledger: EmbeddedLedger

before(async () => {
  server = await startPostgres({ dir: join(root, 'data'), port: await freePort() })
  link = await linkTo(Number(new URL(server.url).port))
  const url = new URL(server.url)
  url.port = String(link.port)
  ledger = await embeddedLedger({ url: url.href, leaseMs: 60_000 })
  admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query("set synchronous_commit = local; update fence set epoch = 1, serves = '{sin}'")
  ledger.believe({ epoch: 1, serves: ['sin'] })
})

after(async () => {
  await ledger.close()
  await admin.end()
  link.cut()
  link.server.close()
  await server.stop('immediate')
  rmSync(root, { recursive: true, force: true })
})

test('commits asked for together share transactions', async () => {
  await Promise.all(
    Array.from({ length: 150 }, (_, place) => ledger.commit(box(`box_sin_${place}`, 0))),
  )
  const { rows } = await admin.query<{ transactions: number }>(
    'select count(distinct arrived_in)::integer as transactions from events',
  )
  assert.ok((rows[0]?.transactions ?? 0) <= 4, `${rows[0]?.transactions} transactions`)
})

test('one commit that cannot be stored takes no other with it', async () => {
  const outcomes = await ledger.commitMany([
    box('box_sin_good1', 0),
    { ...box('box_sin_bad', 0), indexEntries: [{ index: 'name', key: 'a \0 b' }] },
    box('box_sin_good2', 0),
    { ...box('box_sin_twice', 0), events: box('box_sin_good1', 0).events },
  ])
  const codes = outcomes.map((outcome) =>
    outcome.committed ? 'ok' : isFault(outcome.fault) && outcome.fault.code,
  )
  assert.deepEqual(codes, ['ok', 'bad-data', 'ok', 'version-conflict'])
})

test('a text that no document can have as its id finds nothing', async () => {
  assert.equal(await ledger.read('box', 'box_sin_\0'), null)
  assert.equal(await ledger.mark('\0'), null)
  const list = await ledger.list('box', { index: 'name', prefix: '\0' }, { limit: 1 })
  assert.deepEqual(list, { items: [], next: null })
})

test('when the connection breaks under a commit its outcome is unknown', async () => {
  await admin.query('begin; lock table documents')
  const committing = outcomeOf(ledger.commit(box('box_sin_broken', 0)))
  await untilWaiting('Lock')
  link.cut()
  assert.equal(await committing, 'outcome-unknown')
  await admin.query('commit')
  await ledger.commit(box('box_sin_after-break', 0))
})

test('when nobody answers nothing has happened, and that is said', async () => {
  link.refuse(true)
  // A connection that broke unnoticed could have carried it.
  await sleep(100)
  assert.equal(await outcomeOf(ledger.commit(box('box_sin_refused', 0))), 'unavailable')
  await assert.rejects(ledger.read('box', 'box_sin_refused'), { code: 'unavailable' })
  link.refuse(false)
  assert.equal(await ledger.read('box', 'box_sin_refused'), null)
  await ledger.commit(box('box_sin_refused', 0))
})

test('told to stop waiting for the peer, the server keeps the commit: unknown', async () => {
  await admin.query('alter system set synchronous_standby_names = nobody')
  await admin.query('select pg_reload_conf()')
  await sleep(200)
  const waiting = outcomeOf(ledger.commit(box('box_sin_cancelled', 0)))
  await untilWaiting('IPC')
  await ledger.commit(box('box_sin_here', 0, 'here'))
  await admin.query(
    "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'",
  )
  assert.equal(await waiting, 'outcome-unknown')
  assert.equal((await ledger.read('box', 'box_sin_cancelled'))?.version, 1)
})

test('a ledger that is closed while commits wait for the peer says that it does not know', async () => {
  const waiting = outcomeOf(ledger.commit(box('box_sin_closing', 0)))
  await untilWaiting('IPC')
  const started = performance.now()
  await ledger.close()
  assert.equal(await waiting, 'outcome-unknown')
  assert.ok(performance.now() - started < 6_000)
  assert.equal(await outcomeOf(ledger.commit(box('box_sin_closed', 0))), 'unavailable')
})

interface Link {
  readonly port: number
  readonly server: Server
  /** Breaks every connection. */
  cut(): void
  /** Breaks every connection and takes no new one. */
  refuse(on: boolean): void
}

/** A way to the server that can be cut. */
async function linkTo(port: number): Promise<Link> {
  const sockets = new Set<Socket>()
  let refusing = false
  const through = createServer((near) => {
    if (refusing) return near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
    return undefined
  })
  const own = await freePort()
  await new Promise<void>((resolve) => through.listen(own, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: own,
    server: through,
    cut,
    refuse(on) {
      refusing = on
      if (on) cut()
    },
  }
}

async function untilWaiting(event: 'IPC' | 'Lock'): Promise<void> {
  const end = performance.now() + 5_000
  for (;;) {
    const { rows } = await admin.query(
      `select from pg_stat_activity
      where application_name like 'commits%' and wait_event_type = $1`,
      [event],
    )
    if (rows.length > 0) return
    assert.ok(performance.now() < end, 'no commit waits')
    await sleep(10)
  }
}

async function outcomeOf(committing: Promise<void>): Promise<string> {
  try {
    await committing
    return 'committed'
  } catch (error) {
    return isFault(error) ? error.code : String(error)
  }
}

function box(id: string, expectedVersion: number, durability: Durability = 'everywhere'): Commit {
  const version = expectedVersion + 1
  const at = '2025-03-01T08:00:00.000Z'
  return {
    kind: 'box',
    id,
    durability,
    expectedVersion,
    state: { version },
    indexEntries: [],
    events: [
      {
        id: `${id}/${version}.0`,
        type: 'boxes.changed',
        kind: 'box',
        documentId: id,
        version,
        at,
        data: {},
      },
    ],
    deliveries: [],
    consumes: { deliveries: [], marks: [] },
    at,
  }
}
