// The front door: health checks, a preferred region for each shopper, and what is repeated elsewhere
// when a region fails. The rules of repeating are the kernel's own; the real edge in `world` wraps
// them in sockets, caches and files.

import { isFault } from '#kernel/core/fault.ts'
import { judge, repeatabilityOf, type Outcome } from '#kernel/http/repeating.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Network } from '#simulator/network.ts'
import { Process } from '#simulator/process.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

const healthEveryMs = 250
const healthTimeoutMs = 1_000
const healthFailures = 2
const answerTimeoutMs = 10_000
const retryForMs = 8_000
const retryFirstMs = 50
const retryMaxMs = 500

export interface EdgeRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly requestId: string
}

type State = 'unknown' | 'ready' | 'waiting' | 'down'

interface Door {
  readonly region: SimulatedRegion
  state: State
  failedInRow: number
  readonly underWay: Set<() => void>
}

type Attempt =
  | { readonly kind: 'answered'; readonly answer: Outgoing }
  | { readonly kind: 'refused' }
  | { readonly kind: 'lost' }

export class Edge {
  readonly process: Process
  readonly #scheduler: Scheduler
  readonly #network: Network
  readonly #dice: Dice
  readonly #doors: readonly Door[]
  #onChange: (() => void)[] = []

  constructor(
    parts: { scheduler: Scheduler; network: Network; dice: Dice },
    regions: readonly SimulatedRegion[],
  ) {
    this.#scheduler = parts.scheduler
    this.#network = parts.network
    this.#dice = parts.dice
    this.process = new Process(parts.scheduler)
    this.#doors = regions.map((region) => ({
      region,
      state: 'unknown',
      failedInRow: 0,
      underWay: new Set(),
    }))
  }

  start(): void {
    for (const door of this.#doors) void this.#watch(door)
  }

  async take(request: EdgeRequest): Promise<Outgoing> {
    const { method, headers } = request
    const repeatability = repeatabilityOf(method, headers['idempotency-key'] !== undefined)
    const preferred = headers['meridian-region-preference']
    const endUs = this.#scheduler.nowUs + retryForMs * 1_000
    const tried = new Set<Door>()
    let pauseMs = retryFirstMs
    let last: Attempt | null = null
    let mayPass = true
    let attempts = 0
    for (;;) {
      const door = this.#pick(preferred, tried)
      if (door !== null) {
        last = await this.#attempt(door, request, repeatability !== 'once')
        attempts += 1
        const verdict = judge(repeatability, outcomeOf(last), attempts > 1)
        if (verdict === 'deliver') break
        mayPass = verdict === 'again'
        tried.add(door)
        if (this.#pick(undefined, tried) !== null) continue
      }
      const leftMs = (endUs - this.#scheduler.nowUs) / 1_000
      if (!mayPass || leftMs <= 0) break
      await this.#change(Math.min(leftMs, pauseMs * this.#dice.between(0.5, 1)))
      pauseMs = Math.min(pauseMs * 2, retryMaxMs)
      tried.clear()
    }
    if (last?.kind === 'answered') return last.answer
    return problem(last?.kind === 'lost' ? 'edge.outcome-unknown' : 'edge.no-region')
  }

  #pick(preferred: string | undefined, tried: ReadonlySet<Door>): Door | null {
    const rest = this.#doors.filter((door) => !tried.has(door))
    const wanted = rest.find(({ region }) => region.code === preferred)
    const ready = rest.filter(({ state }) => state === 'ready')
    if (wanted?.state === 'ready') return wanted
    if (ready.length > 0) return this.#dice.pick(ready)
    if (wanted?.state === 'waiting') return wanted
    return rest.find(({ state }) => state === 'waiting') ?? null
  }

  #attempt(door: Door, request: EdgeRequest, repeatable: boolean): Promise<Attempt> {
    const { region } = door
    return new Promise((resolve) => {
      const abort = () => {
        door.underWay.delete(abort)
        resolve({ kind: 'lost' })
      }
      if (repeatable) door.underWay.add(abort)
      const wait = /wait=(\d+)/.exec(request.headers['prefer'] ?? '')?.[1] ?? '0'
      this.#network
        .call({
          from: 'edge',
          to: region.code,
          caller: this.process,
          callee: () => region.process,
          withinMs: answerTimeoutMs + Number(wait) * 1_000,
          bearsRepeat: false,
          handle: (callee) => region.answer(request, callee),
        })
        .then(
          (answer) => {
            door.underWay.delete(abort)
            resolve({ kind: 'answered', answer })
          },
          (error: unknown) => {
            door.underWay.delete(abort)
            const refused = isFault(error, 'unavailable')
            if (refused) this.#failed(door)
            resolve({ kind: refused ? 'refused' : 'lost' })
          },
        )
    })
  }

  async #watch(door: Door): Promise<void> {
    const { region } = door
    for (;;) {
      try {
        const ready = await this.#network.call({
          from: 'edge',
          to: region.code,
          caller: this.process,
          callee: () => region.process,
          withinMs: healthTimeoutMs,
          bearsRepeat: true,
          handle: async (callee) => region.isReady(callee),
        })
        door.failedInRow = 0
        this.#become(door, ready ? 'ready' : 'waiting')
      } catch {
        this.#failed(door)
      }
      await this.#nap(healthEveryMs)
    }
  }

  #failed(door: Door): void {
    door.failedInRow += 1
    if (door.failedInRow < healthFailures && door.state !== 'unknown') return
    this.#become(door, 'down')
    for (const abort of door.underWay) abort()
  }

  #become(door: Door, state: State): void {
    if (door.state === state) return
    door.state = state
    for (const tell of this.#onChange.splice(0)) tell()
  }

  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#scheduler.after(ms * 1_000, resolve)
      this.#onChange.push(() => {
        timer.callOff()
        resolve()
      })
    })
  }

  #nap(ms: number): Promise<void> {
    return new Promise((resolve) => this.#scheduler.after(ms * 1_000, resolve))
  }
}

function outcomeOf(attempt: Attempt): Outcome {
  if (attempt.kind !== 'answered') return attempt
  const { status } = attempt.answer
  return { kind: 'answered', status, code: status < 409 ? null : codeOf(attempt.answer) }
}

/** What a region says of a failure; one that only asks to come back later did nothing. */
function codeOf({ status, headers, body }: Outgoing): string | null {
  if (status !== 409 && status < 502) return null
  if (headers['content-type']?.startsWith('application/problem+json')) {
    const { code } = JSON.parse(String(body)) as { code?: string }
    if (code !== undefined) return code
  }
  return status === 503 && headers['retry-after'] !== undefined ? 'overloaded' : null
}

function problem(code: string): Outgoing {
  return {
    status: code === 'edge.no-region' ? 503 : 502,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ code, status: 503, title: code, detail: code }),
  }
}
