// What lies between the places: every message takes its time, and may be lost or come twice. Each
// direction has its own weather. Connections are TCP: what is lost on the way is sent again later,
// unless the way is cut; then the sender hears nothing, and gives up when its patience ends.

import { Fault } from '#kernel/core/fault.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Process } from '#simulator/process.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

export const places = ['sin', 'syd', 'witness', 'edge', 'bank', 'people'] as const
export type Place = (typeof places)[number]

export interface Weather {
  /** How many cut the way; it is open when nobody does. */
  cuts: number
  /** One way, in milliseconds, at best. */
  delayMs: number
  /** What is added, on average. */
  jitterMs: number
  /** Share of messages that are lost and sent again by the sender's machine. */
  loss: number
  /** Share of messages that arrive twice, where the other side must bear it. */
  twice: number
}

/** Between machines of different places. */
export const usualPace = { delayMs: 2, jitterMs: 0.5 } as const
const resendMs = 220

export interface Call<Result> {
  readonly from: Place
  readonly to: Place
  /** Who waits for the answer. */
  readonly caller: Process
  /** Who is asked; null when nobody listens there. */
  readonly callee: () => Process | null
  readonly withinMs: number
  /** May be carried out twice, because it carries a key or changes nothing. */
  readonly bearsRepeat: boolean
  /** Given who was asked: another process may have taken its place when it comes to answer. */
  readonly handle: (callee: Process) => Promise<Result>
}

export class Network {
  readonly #scheduler: Scheduler
  readonly #dice: Dice
  readonly #weather = new Map<string, Weather>()

  constructor(scheduler: Scheduler, dice: Dice) {
    this.#scheduler = scheduler
    this.#dice = dice
    for (const from of places) {
      for (const to of places) {
        const delayMs =
          from === 'people' || to === 'people' ? 5 : from === to ? 0.1 : usualPace.delayMs
        const weather = { cuts: 0, delayMs, jitterMs: delayMs / 4, loss: 0, twice: 0 }
        this.#weather.set(`${from}>${to}`, weather)
      }
    }
  }

  weather(from: Place, to: Place): Weather {
    return this.#weather.get(`${from}>${to}`) as Weather
  }

  isCut(from: Place, to: Place): boolean {
    return this.weather(from, to).cuts > 0
  }

  /** How long a message takes that is sent now, in microseconds; null when it does not arrive. */
  travelUs(from: Place, to: Place): number | null {
    const { cuts, delayMs, jitterMs, loss } = this.weather(from, to)
    if (cuts > 0) return null
    let ms = delayMs + (jitterMs > 0 ? this.#dice.wait(jitterMs) : 0)
    for (let tries = 0; loss > 0 && this.#dice.chance(loss); tries += 1) {
      ms += resendMs * 2 ** Math.min(tries, 4)
    }
    return ms * 1_000
  }

  /**
   * Asks somebody and waits for the answer.
   * @throws Fault `unavailable` when nobody listens there, `timeout` when no answer came in time,
   * `outcome-unknown` when the callee died before it answered, or what the callee threw
   */
  call<Result>(call: Call<Result>): Promise<Result> {
    const { from, to, caller, withinMs } = call
    return caller.answer((resolve, reject) => {
      let over = false
      const end = (act: () => void) => {
        if (over) return
        over = true
        late.callOff()
        act()
      }
      const late = this.#scheduler.after(withinMs * 1_000, () =>
        end(() => reject(new Fault('timeout', `no answer from ${to} within ${withinMs} ms`))),
      )
      const back = (act: () => void) => {
        const us = this.travelUs(to, from)
        if (us !== null) this.#scheduler.after(us, () => end(act))
      }
      let refused = false
      const arrive = () => {
        const callee = call.callee()
        // Where the connection is refused nothing was said, so nothing can arrive a second time.
        if (refused) return
        if (callee === null || callee.life === 'dead') {
          refused = true
          back(() => reject(new Fault('unavailable', `nobody listens at ${to}`)))
          return
        }
        const watched = this.#watch(callee, () =>
          back(() => reject(new Fault('outcome-unknown', `${to} died before it answered`))),
        )
        callee.enter(() => {
          call.handle(callee).then(
            (result) => {
              watched()
              back(() => resolve(result))
            },
            (error: unknown) => {
              watched()
              back(() => reject(error as Error))
            },
          )
        })
      }
      const there = this.travelUs(from, to)
      if (there === null) return
      this.#scheduler.after(there, arrive)
      const { twice } = this.weather(from, to)
      if (call.bearsRepeat && twice > 0 && this.#dice.chance(twice)) {
        this.#scheduler.after(there + this.#dice.wait(50) * 1_000, arrive)
      }
    })
  }

  readonly #watches = new Map<Process, Set<() => void>>()

  /** Tells callers of a process that its connections are gone. */
  died(process: Process): void {
    const watching = this.#watches.get(process)
    this.#watches.delete(process)
    for (const tell of watching ?? []) tell()
  }

  #watch(process: Process, tell: () => void): () => void {
    const watching = this.#watches.get(process) ?? new Set()
    watching.add(tell)
    this.#watches.set(process, watching)
    return () => watching.delete(tell)
  }
}
