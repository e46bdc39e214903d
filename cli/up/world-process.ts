// The process of everything outside the regions. It keeps its books on disk after each change, so it
// can be started again at any moment; what was set on its links for a rehearsal is set again.

import { join } from 'node:path'
import { CommandError } from '#cli/command.ts'
import type { Ports } from '#cli/up/ports.ts'
import type { Settings } from '#cli/up/settings.ts'
import { startAgain } from '#cli/up/start-again.ts'
import { startNode, stopNode, type NodeProcess } from '#cli/up/start-node.ts'
import type { RegionPlace } from '#cli/up/topology.ts'
import { worldConfig } from '#cli/up/world-config.ts'
import { worldControl, type LinkChange, type WorldControl } from '#cli/up/world-control.ts'

const readyWithinMs = 90_000
const title = 'The world (edge, witness, bank, carrier, mailbox)'

export interface WorldProcessOptions {
  readonly dir: string
  readonly ports: Ports
  readonly places: readonly RegionPlace[]
  readonly settings: Settings
  readonly token: string
  /** One way. */
  readonly linkLatencyMs: number
  /** The built pages of the applications; a store can do without. */
  readonly staticDir?: string | undefined
  readonly say: (line: string) => void
}

/** Which direction between the regions is cut, as seen from one of them. */
export type OneWay = 'in' | 'out'

export class WorldProcess {
  readonly control: WorldControl
  readonly #options: WorldProcessOptions
  /** As they were set last, by name. */
  readonly #links = new Map<string, LinkChange>()
  #witnessDown = false
  #node: NodeProcess | null = null
  #starting: Promise<void> | null = null
  #stopping = false

  constructor(options: WorldProcessOptions) {
    this.#options = options
    this.control = worldControl(`http://127.0.0.1:${options.ports['world']}`, options.token)
  }

  /** null while it does not run. */
  get pid(): number | null {
    return this.#node?.pid ?? null
  }

  async start(): Promise<void> {
    const { dir, say } = this.#options
    const node = await startNode({
      name: title,
      file: new URL('../../world/main.ts', import.meta.url).pathname,
      env: {
        MERIDIAN_WORLD: JSON.stringify(worldConfig({ ...this.#options, changes: this.#links })),
      },
      logFile: join(dir, 'logs', 'world.log'),
      readyWithinMs,
    })
    this.#node = node
    void node.exited.then(() => {
      this.#node = null
      if (this.#stopping) return
      void startAgain({ what: title, dir, say, start: () => this.#restart() })
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#starting?.catch(() => {})
    await stopNode(this.#node)
  }

  /** Cuts the link between the regions: both ways, or what comes in to or goes out of one region. */
  async partition(code: string | null, oneWay: OneWay | null): Promise<void> {
    await this.#eachLink((to) => {
      if (oneWay === null) return { cut: 'both' }
      return { cut: (to === code) === (oneWay === 'in') ? 'there' : 'back' }
    })
  }

  async heal(): Promise<void> {
    await this.#eachLink(() => ({ cut: null }))
  }

  /** Sets the round trip between the regions. */
  async latency(roundTripMs: number): Promise<void> {
    await this.#eachLink(() => ({ latencyMs: roundTripMs / 2 }))
  }

  async killWitness(): Promise<void> {
    await this.control.fault('witness', { down: true })
    this.#witnessDown = true
  }

  async reviveWitness(): Promise<void> {
    await this.control.fault('witness', { down: false })
    this.#witnessDown = false
  }

  async #restart(): Promise<'runs again' | 'not wanted'> {
    if (this.#stopping) return 'not wanted'
    this.#starting = this.start().finally(() => (this.#starting = null))
    await this.#starting
    if (this.#witnessDown) await this.killWitness()
    return 'runs again'
  }

  async #eachLink(changeOf: (to: string) => LinkChange): Promise<void> {
    const { places } = this.#options
    if (places.length < 2) throw new CommandError('a store of one region has no link')
    for (const { code } of places) {
      for (const name of [`->${code}/http`, `->${code}/ledger`]) {
        const change = changeOf(code)
        await this.control.link(name, change)
        this.#links.set(name, { ...this.#links.get(name), ...change })
      }
    }
  }
}
