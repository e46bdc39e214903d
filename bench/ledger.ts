// What a commit costs, on two servers of its own: alone and in a crowd, here and everywhere, beside
// the floor of the same run (a bare PostgreSQL transaction with one row, by as many clients, with
// the same setting). A ledger's commit is a document, two index entries, an event, and a delivery
// that the next commit consumes: nine rows written where the floor writes one.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { freePort } from '#adapters/embedded/free-port.ts'
import { embeddedLedger, type EmbeddedLedger } from '#adapters/embedded/ledger.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { embeddedReplication } from '#adapters/embedded/replication.ts'
import { figureLine, type Figure } from '#bench/figure.ts'
import type { Commit, Durability } from '#kernel/ports/ledger.ts'
import type { Replication } from '#kernel/ports/replication.ts'

const crowd = 64
const importBatch = 200
const bare = 'bare PostgreSQL transactions'

interface Region {
  readonly name: string
  readonly server: PostgresServer
  readonly ledger: EmbeddedLedger
  readonly replication: Replication
}

export async function measureLedger({
  toy,
  runs,
  say,
}: {
  toy: boolean
  runs: number
  say: (line: string) => void
}): Promise<readonly Figure[]> {
  const root = mkdtempSync(join(tmpdir(), 'meridian-bench-'))
  const forMs = toy ? 200 : 4_000
  const [sin, syd] = await pairedRegions(root)
  try {
    const figures: Figure[] = []
    for (const [what, durability, clients] of [
      ['commits here, one client', 'here', 1],
      [`commits here, ${crowd} clients`, 'here', crowd],
      ['commits everywhere, one client', 'everywhere', 1],
      [`commits everywhere, ${crowd} clients`, 'everywhere', crowd],
    ] as const) {
      const rates: number[] = []
      const floors: number[] = []
      const latencies: number[] = []
      for (let run = 0; run < runs; run += 1) {
        floors.push(await floor(sin.server.url, durability, clients, forMs))
        const { perSecond, medianMs } = await commits(sin, durability, clients, forMs)
        rates.push(perSecond)
        latencies.push(medianMs)
      }
      const notes = `median of a commit ${latencies.map((ms) => ms.toFixed(1)).join(', ')} ms`
      figures.push(
        told({ what, unit: '/s', runs: rates, floor: { what: bare, runs: floors }, notes }),
      )
    }
    const both: number[] = []
    const imports: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const each = [sin, syd].map((region) => commits(region, 'everywhere', crowd, forMs))
      both.push((await Promise.all(each)).reduce((sum, { perSecond }) => sum + perSecond, 0))
      imports.push(await importing(sin, forMs))
    }
    const bothWays = `commits everywhere, ${crowd} clients in each region, together`
    figures.push(told({ what: bothWays, unit: '/s', runs: both }))
    figures.push(told({ what: `commitMany of ${importBatch}`, unit: 'commits/s', runs: imports }))
    figures.push(...(await sizes(sin)).map(told))
    return figures
  } finally {
    for (const { ledger, replication } of [sin, syd]) {
      await Promise.all([ledger.close(), replication.close()])
    }
    await Promise.all([sin.server.stop('immediate'), syd.server.stop('immediate')])
    rmSync(root, { recursive: true, force: true })
  }

  function told(figure: Figure): Figure {
    say(figureLine(figure).trimEnd())
    return figure
  }
}

async function pairedRegions(root: string): Promise<[Region, Region]> {
  const servers = await Promise.all(
    ['sin', 'syd'].map(async (name) =>
      startPostgres({ dir: join(root, name), port: await freePort() }),
    ),
  )
  const [one, other] = servers as [PostgresServer, PostgresServer]
  const region = async (
    name: string,
    server: PostgresServer,
    peer: string,
    to: PostgresServer,
  ) => ({
    name,
    server,
    ledger: await embeddedLedger({ url: server.url, leaseMs: 15_000 }),
    replication: embeddedReplication({ url: server.url, peerUrl: to.url, region: name, peer }),
  })
  const regions: [Region, Region] = [
    await region('sin', one, 'syd', other),
    await region('syd', other, 'sin', one),
  ]
  await Promise.all(
    regions.map(async ({ name, ledger, replication }) => {
      await replication.subscribe()
      await replication.awaitPeer(true)
      const fence = { epoch: 1, serves: [name] }
      await replication.setFence(fence)
      ledger.believe(fence)
    }),
  )
  return regions
}

async function floor(
  url: string,
  durability: Durability,
  clients: number,
  forMs: number,
): Promise<number> {
  const setting = durability === 'here' ? 'local' : 'on'
  const options = `-c synchronous_commit=${setting}`
  const pool = new pg.Pool({ connectionString: url, max: Math.min(clients, 16), options })
  try {
    await pool.query('create table if not exists bare (id bigserial primary key, body text)')
    const { perSecond } = await loop(clients, forMs, async () => {
      await pool.query({
        name: 'bare',
        text: 'insert into bare (body) values ($1)',
        values: ['x'.repeat(400)],
      })
    })
    await pool.query('drop table bare')
    return perSecond
  } finally {
    await pool.end()
  }
}

let made = 0

/** Each client changes documents of its own; every commit ends the delivery that the one before left. */
async function commits(
  { name, ledger }: Region,
  durability: Durability,
  clients: number,
  forMs: number,
) {
  made += 1
  const series = made
  const versions = new Map<number, number>()
  return loop(clients, forMs, async (client) => {
    const turn = versions.get(client) ?? 0
    versions.set(client, turn + 1)
    // A document lives through ten commits.
    const id = `box_${name}_${series}x${client}x${Math.floor(turn / 10)}`
    await ledger.commit(boxCommit(id, name, turn % 10, durability))
  })
}

async function importing({ name, ledger }: Region, forMs: number): Promise<number> {
  const { perSecond } = await loop(1, forMs, async () => {
    made += 1
    const batch = Array.from({ length: importBatch }, (_, place) =>
      boxCommit(`box_${name}_import${made}x${place}`, name, 0, 'everywhere'),
    )
    const outcomes = await ledger.commitMany(batch)
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.fault
  })
  return perSecond * importBatch
}

async function loop(clients: number, forMs: number, work: (client: number) => Promise<void>) {
  const took: number[] = []
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let now = performance.now(); now - startedAt < forMs; now = performance.now()) {
        await work(client)
        took.push(performance.now() - now)
      }
    }),
  )
  const medianMs = took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0
  return { perSecond: took.length / ((performance.now() - startedAt) / 1_000), medianMs }
}

async function sizes({ server }: Region): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; bytes: string; rows: string }>(
      `select relname as name, pg_total_relation_size(relid) as bytes, n_live_tup as rows
      from pg_stat_user_tables
      where relname in ('documents', 'index_entries', 'events', 'deliveries')
      order by relname`,
    )
    const { rows: through } = await client.query<{ inserted: string }>(
      "select n_tup_ins as inserted from pg_stat_user_tables where relname = 'deliveries'",
    )
    return rows.map(({ name, bytes, rows: live }) => ({
      what: `size of ${name}`,
      unit: 'MB',
      runs: [Number(bytes) / 1_048_576],
      notes:
        name === 'deliveries'
          ? `${live} rows live of ${through[0]?.inserted ?? '?'} that went through`
          : `${live} rows`,
    }))
  } finally {
    await client.end()
  }
}

function boxCommit(id: string, home: string, version: number, durability: Durability): Commit {
  const next = version + 1
  const at = new Date().toISOString()
  const events = [
    {
      id: `${id}/${next}.0`,
      type: 'boxes.box-changed',
      kind: 'box',
      documentId: id,
      version: next,
      at,
      data: { note: 'x'.repeat(200), version: next },
    },
  ]
  return {
    kind: 'box',
    id,
    durability,
    expectedVersion: version,
    state: {
      version: next,
      lines: Array.from({ length: 4 }, (_, sku) => ({ sku, text: 'x'.repeat(150) })),
    },
    indexEntries: [
      { index: 'colour', key: `colour ${version % 3}` },
      { index: 'number', key: id },
    ],
    events,
    deliveries: [
      {
        id: `${id}/${next}.0/boxes/close/0`,
        home,
        subscription: 'boxes/close',
        kind: 'box',
        documentId: id,
        body: { command: { type: 'close', note: 'x'.repeat(100) } },
        dueAt: at,
        attempts: 0,
      },
    ],
    consumes: {
      deliveries: version === 0 ? [] : [`${id}/${version}.0/boxes/close/0`],
      marks: version === 0 ? [{ id: `mark ${id}`, digest: 'd' }] : [],
    },
    at,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const toy = process.argv.includes('--toy')
  await measureLedger({ toy, runs: toy ? 1 : 2, say: (line) => process.stdout.write(`${line}\n`) })
}
