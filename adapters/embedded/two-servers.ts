// For tests: two regions on real servers, and boxes to commit there.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '#adapters/embedded/free-port.ts'
import { EmbeddedLedger } from '#adapters/embedded/ledger.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { embeddedReplication } from '#adapters/embedded/replication.ts'
import { lastStep, migrate } from '#adapters/embedded/schema.ts'
import { invariant, isFault } from '#kernel/core/fault.ts'
import type { Commit, Durability } from '#kernel/ports/ledger.ts'
import type { Replication } from '#kernel/ports/replication.ts'

const comesAboutMs = 10_000
const reachesMs = 5_000
const leaseMs = 60_000

export class ServerRegion {
  readonly name: 'sin' | 'syd'
  server: PostgresServer
  ledger: EmbeddedLedger
  readonly replication: Replication

  constructor(
    name: ServerRegion['name'],
    server: PostgresServer,
    ledger: EmbeddedLedger,
    replication: Replication,
  ) {
    this.name = name
    this.server = server
    this.ledger = ledger
    this.replication = replication
  }

  async serve(epoch: number, serves: readonly string[]): Promise<void> {
    await this.replication.setFence({ epoch, serves })
    this.ledger.believe({ epoch, serves })
  }

  /** A statement of an administrator: it waits for no peer. */
  async ask<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await this.session()
    try {
      return (await client.query<Row>(text, [...values])).rows
    } finally {
      await client.end()
    }
  }

  /** A connection of an administrator, for who wants to keep a transaction open. */
  async session(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.server.url })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('set synchronous_commit = local')
    return client
  }

  /** Which process of the server does this, as `pg_stat_activity` calls it. */
  async pidOf(backendType: string): Promise<number> {
    const [row] = await this.ask<{ pid: number }>(
      'select pid from pg_stat_activity where backend_type = $1',
      [backendType],
    )
    invariant(row !== undefined, `${this.name} has no ${backendType}`)
    return row.pid
  }

  /** Commits that are on disk here and wait for the peer. */
  async waiting(): Promise<number> {
    const rows = await this.ask("select from pg_stat_activity where wait_event = 'SyncRep'")
    return rows.length
  }

  /** SIGKILL to the whole server, and a new one on its folder. */
  async crash(): Promise<void> {
    await this.server.kill()
    await this.startAgain()
  }

  async startAgain(): Promise<void> {
    const { folder, url } = this.server
    this.server = await startPostgres({ dir: folder, port: Number(new URL(url).port) })
  }

  async has(id: string): Promise<boolean> {
    return (await this.ledger.read('box', id)) !== null
  }
}

export class TwoServers {
  readonly sin: ServerRegion
  readonly syd: ServerRegion
  readonly #root: string

  private constructor(sin: ServerRegion, syd: ServerRegion, root: string) {
    this.sin = sin
    this.syd = syd
    this.#root = root
  }

  /** @param options how many steps the tables of syd are behind the program */
  static async start({ sydIsBehindBy = 0 } = {}): Promise<TwoServers> {
    const root = mkdtempSync(join(tmpdir(), 'meridian-two-servers-'))
    const ports = { sin: await freePort(), syd: await freePort() }
    const [sin, syd] = await Promise.all([
      startPostgres({ dir: join(root, 'sin'), port: ports.sin }),
      startPostgres({ dir: join(root, 'syd'), port: ports.syd }),
    ])
    const regions = await Promise.all([
      regionOn(sin, syd, 'sin', 'syd', lastStep),
      regionOn(syd, sin, 'syd', 'sin', lastStep - sydIsBehindBy),
    ])
    return new TwoServers(...regions, root)
  }

  get both(): readonly ServerRegion[] {
    return [this.sin, this.syd]
  }

  /** Each serves its own home, at an epoch, and waits for the other. */
  async pair(epoch: number): Promise<void> {
    await Promise.all(
      this.both.map(async (region) => {
        await region.replication.subscribe()
        await region.replication.awaitPeer(true)
        await region.serve(epoch, [region.name])
      }),
    )
    await until(async () => {
      const streams = await Promise.all(this.both.map(({ replication }) => replication.stream()))
      return streams.every(({ sending, receiving }) => sending && receiving)
    })
  }

  /** Both have all that the other has written. */
  async reached(): Promise<void> {
    for (const { name, replication } of this.both) {
      const reached = await replication.peerReached(await replication.position(), reachesMs)
      invariant(reached, `the peer of ${name} has all that it wrote`)
    }
  }

  async digests(): Promise<unknown[]> {
    return Promise.all(this.both.map(({ replication }) => replication.digest()))
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.both.map(async ({ ledger, replication, server }) => {
        server.resume()
        await server.stop('immediate')
        await Promise.all([ledger.close(), replication.close()])
      }),
    )
    rmSync(this.#root, { recursive: true, force: true })
  }
}

async function regionOn(
  server: PostgresServer,
  peerServer: PostgresServer,
  region: ServerRegion['name'],
  peer: ServerRegion['name'],
  step: number,
): Promise<ServerRegion> {
  const { url } = server
  const replication = embeddedReplication({ url, peerUrl: peerServer.url, region, peer })
  await migrateTo(step, url)
  return new ServerRegion(region, server, new EmbeddedLedger({ url, leaseMs }), replication)
}

/** Brings the tables of a server to a step of their making. */
export async function migrateTo(step: number, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    await migrate(pool, step)
  } finally {
    await pool.end()
  }
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + comesAboutMs
  while (!(await holds())) {
    invariant(performance.now() < end, 'it comes about')
    await sleep(20)
  }
}

/** `committed`, or what is told instead. */
export async function outcomeOf(committing: Promise<void>): Promise<string> {
  try {
    await committing
    return 'committed'
  } catch (error) {
    return isFault(error) ? error.code : String(error)
  }
}

/** The next version of a box, with an event and whatever else is asked for. */
export function commit(
  id: string,
  expectedVersion: number,
  {
    durability = 'everywhere',
    marks = [],
    deliveries = [],
    consumes = [],
  }: {
    durability?: Durability
    marks?: readonly string[]
    deliveries?: readonly string[]
    consumes?: readonly string[]
  } = {},
): Commit {
  const version = expectedVersion + 1
  const at = '2025-03-01T08:00:00.000Z'
  return {
    kind: 'box',
    id,
    durability,
    expectedVersion,
    state: { version, text: 'some text, é \u0000' },
    indexEntries: [{ index: 'key', key: `${id}/${version}` }],
    events: [
      {
        id: `${id}/${version}.0`,
        type: 'boxes.changed',
        kind: 'box',
        documentId: id,
        version,
        at,
        data: { version },
      },
    ],
    deliveries: deliveries.map((delivery) => ({
      id: delivery,
      home: id.split('_')[1] ?? '',
      subscription: 'boxes/close',
      kind: 'lid',
      documentId: 'lid_sin_1',
      body: { command: { type: 'close' } },
      dueAt: at,
      attempts: 0,
    })),
    consumes: { deliveries: consumes, marks: marks.map((mark) => ({ id: mark, digest: '' })) },
    at,
  }
}
