// One region as the edge sees it: its connections, whether it can take requests, and what is under
// way there.

import { Pool } from 'undici'
import { limits } from '#world/edge/limits.ts'

export interface EdgeRegion {
  /** `sin` */
  readonly code: string
  /** `ap-southeast-1` */
  readonly name: string
  readonly url: string
  /** Its share of new shoppers; 0 drains it. */
  readonly weight: number
  /** How far it is from here. */
  readonly latencyMs: number
}

/** `waiting`: it answers, but says that it cannot serve now. */
export type RegionState = 'unknown' | 'ready' | 'waiting' | 'down'

/** Work that can be done elsewhere. */
export interface Abortable {
  abort(): void
}

export class Region {
  readonly code: string
  readonly name: string
  readonly latencyMs: number
  readonly pool: Pool
  weight: number
  requests = 0
  failures = 0
  readonly #probe: Pool
  readonly #underWay = new Set<Abortable>()
  readonly #onChange: () => void
  #state: RegionState = 'unknown'
  #failedInRow = 0
  #checkMs = 0
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(region: EdgeRegion, onChange: () => void) {
    this.code = region.code
    this.name = region.name
    this.latencyMs = region.latencyMs
    this.weight = region.weight
    this.#onChange = onChange
    const connect = { timeout: limits.connectTimeoutMs }
    this.pool = new Pool(region.url, { connections: limits.connectionsPerRegion, connect })
    this.#probe = new Pool(region.url, { connections: 1, connect })
  }

  get state(): RegionState {
    return this.#state
  }

  /** Smaller is better known and nearer: the configured distance and the latest health check. */
  get distanceMs(): number {
    return this.latencyMs + this.#checkMs
  }

  status() {
    const { code, name, weight, state, requests, failures } = this
    const checkMs = Math.round(this.#checkMs * 10) / 10
    return { code, name, state, weight, checkMs, requests, failures, underWay: this.#underWay.size }
  }

  /** Checks once, and from then on until it is closed. */
  async watch(): Promise<void> {
    await this.#check()
    if (this.#closed) return
    this.#timer = setTimeout(() => void this.watch(), limits.healthEveryMs)
  }

  /** A request found nobody listening. */
  refused(): void {
    this.#failed()
  }

  /** Registers work to be aborted when the region goes down. */
  enter(work: Abortable): void {
    this.#underWay.add(work)
  }

  leave(work: Abortable): void {
    this.#underWay.delete(work)
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await Promise.all([this.pool.destroy(), this.#probe.destroy()])
  }

  async #check(): Promise<void> {
    const startMs = performance.now()
    try {
      const answer = await this.#probe.request({
        method: 'GET',
        path: '/health/ready',
        signal: AbortSignal.timeout(limits.healthTimeoutMs),
      })
      await answer.body.dump()
      this.#checkMs += (performance.now() - startMs - this.#checkMs) / 4
      this.#failedInRow = 0
      if (answer.statusCode < 300) this.#become('ready')
      else this.#become('waiting')
    } catch {
      if (!this.#closed) this.#failed()
    }
  }

  #failed(): void {
    this.#failedInRow += 1
    if (this.#failedInRow >= limits.healthFailures || this.#state === 'unknown') {
      this.#become('down')
      for (const work of this.#underWay) work.abort()
    }
  }

  #become(state: RegionState): void {
    if (state === this.#state) return
    this.#state = state
    this.#onChange()
  }
}
