// A store on one machine: two regions, each a PostgreSQL and a Node process, and the world around
// them. This process starts them, watches them, and is the hand that kills, stops and parts them.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { PortTaken } from '#adapters/embedded/free-port.ts'
import { startPostgres, type PostgresServer } from '#adapters/embedded/postgres-server.ts'
import { CommandError } from '#cli/command.ts'
import { storeFile, type StoreFile } from '#cli/running-store.ts'
import { claimFolder } from '#cli/up/folder-claim.ts'
import { folderTrouble } from '#cli/up/folder-trouble.ts'
import { choosePorts, portNames, type Ports } from '#cli/up/ports.ts'
import { startAgain } from '#cli/up/start-again.ts'
import { startNode, stopNode, type NodeProcess } from '#cli/up/start-node.ts'
import { encryptionKeys } from '#cli/up/encryption-keys.ts'
import { loadSettings, type Settings } from '#cli/up/settings.ts'
import { knownRegions, type RegionPlace } from '#cli/up/topology.ts'
import { WorldProcess } from '#cli/up/world-process.ts'
import type { RegionConfig } from '#runtime/region-config.ts'

/** Seconds on a quiet machine; one that is busy with much else is not a failure yet. */
const nodeReadyMs = 90_000
/** A free port is found before it is used, and somebody may be faster. */
const startsMax = 3

export interface StoreOptions {
  readonly dir: string
  readonly port: number
  readonly regions?: 1 | 2 | undefined
  readonly mode?: Settings['mode'] | undefined
  readonly durability?: Settings['durability'] | undefined
  /** Round trip between the regions, in milliseconds. */
  readonly linkLatencyMs: number
  /** The built pages of the applications, there or about to be. */
  readonly staticDir?: string | undefined
  readonly say: (line: string) => void
}

interface RunningRegion {
  readonly place: RegionPlace
  postgres: PostgresServer | null
  /** Of the PostgreSQL that runs, or ran last. */
  ledgerUrl: string | null
  node: NodeProcess | null
  /** Stopped with SIGSTOP. */
  paused: boolean
  /** Was ended on purpose: nobody starts it again but a person. */
  down: boolean
  /** What is missing is being started: once at a time. */
  starting: Promise<void> | null
}

export class Store {
  readonly dir: string
  readonly settings: Settings
  readonly #options: StoreOptions
  readonly #ports: Ports
  readonly #regions: RunningRegion[]
  readonly world: WorldProcess
  /** Of the control endpoint. */
  readonly token = randomBytes(24).toString('base64url')
  readonly #worldToken: string
  readonly #operatorKey = randomBytes(24).toString('base64url')
  readonly #encryptionKeys: readonly string[]
  readonly #release: () => void
  #stopping = false

  private constructor(
    options: StoreOptions,
    dir: string,
    settings: Settings,
    ports: Ports,
    release: () => void,
  ) {
    this.#options = options
    this.dir = dir
    this.settings = settings
    this.#encryptionKeys = encryptionKeys(dir)
    this.#ports = ports
    this.#release = release
    this.#worldToken = randomBytes(18).toString('base64url')
    this.#regions = knownRegions.slice(0, settings.regions).map((place) => ({
      place,
      postgres: null,
      ledgerUrl: null,
      node: null,
      paused: false,
      down: false,
      starting: null,
    }))
    this.world = new WorldProcess({
      dir,
      ports,
      places: this.#regions.map(({ place }) => place),
      settings,
      token: this.#worldToken,
      linkLatencyMs: options.linkLatencyMs / 2,
      staticDir: options.staticDir,
      say: options.say,
    })
  }

  static async start(options: StoreOptions): Promise<Store> {
    const dir = resolve(options.dir)
    for (let left = startsMax; ; left -= 1) {
      try {
        return await Store.#startIn(dir, options)
      } catch (error) {
        if (left <= 1 || !(error instanceof PortTaken)) throw folderTrouble(error, dir)
        options.say('A port that was free is taken by now: starting again on others')
      }
    }
  }

  static async #startIn(dir: string, options: StoreOptions): Promise<Store> {
    const settings = loadSettings(dir, options)
    const release = claimFolder(dir)
    let store: Store | null = null
    try {
      mkdirSync(join(dir, 'logs'), { recursive: true })
      const codes = knownRegions.slice(0, settings.regions).map(({ code }) => code)
      const ports = await choosePorts(dir, portNames(codes), { edge: options.port })
      if (options.port !== 0 && ports['edge'] !== options.port) {
        options.say(`Port ${options.port} is taken; the shop is on ${ports['edge']} instead`)
      }
      store = new Store(options, dir, settings, ports, release)
      await store.#start()
      return store
    } catch (error) {
      if (store === null) release()
      else await store.stop()
      throw error
    }
  }

  get controlPort(): number {
    return this.#port('control')
  }

  get edgeUrl(): string {
    return `http://127.0.0.1:${this.#port('edge')}`
  }

  /** What other commands need to reach this store. */
  describe(): StoreFile {
    const url = (name: string) => `http://127.0.0.1:${this.#port(name)}`
    return {
      pid: process.pid,
      edge: url('edge'),
      control: url('control'),
      token: this.token,
      bank: url('bank'),
      carrier: url('carrier'),
      mailbox: url('mailbox'),
      witness: url('witness'),
      worldControl: { url: url('world'), token: this.#worldToken },
      regions: this.#regions.map(({ place }) => ({
        code: place.code,
        name: place.name,
        url: url(`${place.code}/http`),
        ledger: this.#ledgerUrl(place, `${place.code}/ledger`),
      })),
      durability: this.settings.durability,
      internalSecret: this.settings.internalSecret,
      operatorKey: this.#operatorKey,
    }
  }

  writeStoreFile(): void {
    writeFileSync(storeFile(this.dir), `${JSON.stringify(this.describe(), null, 2)}\n`, {
      mode: 0o600,
    })
  }

  /** SIGKILL to a region's Node process and its PostgreSQL: a power cut. */
  async kill(code: string, part: 'all' | 'postgres' | 'node' = 'all'): Promise<void> {
    const region = this.#region(code)
    region.down = true
    if (part !== 'postgres') await killed(region.node)
    if (part !== 'node') await region.postgres?.kill()
    if (part !== 'postgres') region.node = null
    if (part !== 'node') region.postgres = null
  }

  /** SIGSTOP to everything of a region: a virtual machine that freezes. */
  pause(code: string): void {
    const region = this.#region(code)
    if (region.paused) throw new CommandError(`${code} is paused already`)
    if (region.node === null || region.postgres === null) {
      throw new CommandError(`${code} is not running`)
    }
    region.paused = true
    region.node.signal('SIGSTOP')
    region.postgres.pause()
  }

  resume(code: string): void {
    const region = this.#region(code)
    if (!region.paused) return
    region.paused = false
    region.postgres?.resume()
    region.node?.signal('SIGCONT')
  }

  /** Starts what is missing of a region; it takes the standing that the witness gives it. */
  async revive(code: string): Promise<void> {
    const region = this.#region(code)
    this.resume(code)
    region.down = false
    await this.#startMissing(region)
  }

  processes(): { code: string; node: number | null; postgres: number | null; paused: boolean }[] {
    return this.#regions.map(({ place, node, postgres, paused }) => ({
      code: place.code,
      node: node?.pid ?? null,
      postgres: postgres?.pid ?? null,
      paused,
    }))
  }

  /** Ends everything, the regions together, so that neither takes the other's end for a loss. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const { place, paused } of this.#regions) if (paused) this.resume(place.code)
    await Promise.allSettled(this.#regions.map(({ starting }) => starting ?? Promise.resolve()))
    await Promise.all(this.#regions.map(({ node }) => stopNode(node)))
    await Promise.all(this.#regions.map(async ({ postgres }) => postgres?.stop()))
    await this.world.stop()
    rmSync(storeFile(this.dir), { force: true })
    this.#release()
  }

  async #start(): Promise<void> {
    const { say } = this.#options
    const { regions, durability } = this.settings
    say(`Starting ${regions === 2 ? `two ${durability} regions` : 'one region'} in ${this.dir}`)
    await every([this.world.start(), ...this.#regions.map((region) => this.#startPostgres(region))])
    say(`PostgreSQL is up in ${this.#regions.map(({ place }) => place.place).join(' and ')}`)
    await every(this.#regions.map((region) => this.#startRegion(region)))
  }

  #startMissing(region: RunningRegion): Promise<void> {
    region.starting ??= this.#startParts(region).finally(() => (region.starting = null))
    return region.starting
  }

  async #startParts(region: RunningRegion): Promise<void> {
    if (region.postgres === null) await this.#startPostgres(region)
    if (region.node === null && this.#isWanted(region)) await this.#startRegion(region)
  }

  async #startPostgres(region: RunningRegion): Promise<void> {
    const { code, place } = region.place
    const server = await startPostgres({
      dir: join(this.dir, code, 'postgres'),
      port: this.#port(`${code}/ledger`),
    })
    region.postgres = server
    void server.exited.then(() => {
      if (region.postgres !== server || !this.#isWanted(region)) return
      region.postgres = null
      void this.#restart(region, `PostgreSQL in ${place}`)
    })
  }

  async #startRegion(region: RunningRegion): Promise<void> {
    const { code, place } = region.place
    const node = await startNode({
      name: `region ${code}`,
      file: new URL('../../runtime/main.ts', import.meta.url).pathname,
      env: { MERIDIAN_REGION: JSON.stringify(this.#regionConfig(region.place)) },
      logFile: join(this.dir, 'logs', `${code}.log`),
      readyWithinMs: nodeReadyMs,
    })
    region.node = node
    void node.exited.then(() => {
      if (region.node !== node || !this.#isWanted(region)) return
      region.node = null
      void this.#restart(region, `The Node process of ${place}`)
    })
  }

  #isWanted({ down }: RunningRegion): boolean {
    return !this.#stopping && !down
  }

  #restart(region: RunningRegion, what: string): Promise<void> {
    const { say } = this.#options
    const start = async () => {
      if (!this.#isWanted(region)) return 'not wanted'
      if (region.postgres !== null && region.node !== null) return 'not wanted'
      await this.#startMissing(region)
      return 'runs again'
    }
    return startAgain({ what, dir: this.dir, say, start })
  }

  #regionConfig(place: RegionPlace): RegionConfig {
    const peer = this.#regions.find((region) => region.place !== place)?.place
    const url = (name: string) => `http://127.0.0.1:${this.#port(name)}`
    return {
      region: place.code,
      name: place.name,
      homes: this.#regions.map((region) => region.place.code),
      mode: this.settings.mode,
      durability: this.settings.durability,
      // All shoppers of this machine come from one address.
      http: {
        host: '127.0.0.1',
        port: this.#port(`${place.code}/http`),
        limitClients: false,
      },
      ledgerUrl: this.#ledgerUrl(place, `${place.code}/ledger`),
      ledgerFolder: this.#region(place.code).postgres?.folder ?? null,
      peer: peer
        ? {
            region: peer.code,
            name: peer.name,
            httpUrl: url(`->${peer.code}/http`),
            ledgerUrl: this.#ledgerUrl(peer, `->${peer.code}/ledger`),
          }
        : null,
      operatedBy: { url: url('control'), token: this.token },
      witnessUrl: url('witness'),
      bankUrl: url('bank'),
      carrierUrl: url('carrier'),
      mailboxUrl: url('mailbox'),
      publicUrl: this.edgeUrl,
      internalSecret: this.settings.internalSecret,
      operatorKey: this.#operatorKey,
      webhookSecrets: this.settings.webhookSecrets,
      encryptionKeys: this.#encryptionKeys,
      dir: join(this.dir, place.code),
    }
  }

  /** A region's database at one of the ports that lead to it: its own, or the link's. */
  #ledgerUrl({ code }: RegionPlace, portName: string): string {
    const region = this.#region(code)
    region.ledgerUrl = region.postgres?.url ?? region.ledgerUrl
    if (region.ledgerUrl === null) throw new Error(`the PostgreSQL of ${code} has never been up`)
    const url = new URL(region.ledgerUrl)
    url.port = String(this.#port(portName))
    return url.href
  }

  #port(name: string): number {
    const port = this.#ports[name]
    if (port === undefined) throw new Error(`no port was chosen for ${name}`)
    return port
  }

  #region(code: string): RunningRegion {
    const region = this.#regions.find(({ place }) => place.code === code)
    if (region === undefined) throw new CommandError(`this store has no region ${code}`)
    return region
  }
}

/** Waits for all, whatever becomes of some: what is still starting could not be stopped. */
async function every(starts: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

async function killed(node: NodeProcess | null): Promise<void> {
  node?.signal('SIGKILL')
  await node?.exited
}
