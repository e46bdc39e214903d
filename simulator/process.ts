// A process that can die or be stopped between any two of its steps. Its code goes on only when
// something arrives for it: an answer, a request, the end of a sleep. All of that passes the gate
// here, so a process that was killed never goes on, wherever it stood, and one that was stopped
// goes on when it is let go.

import type { Clock } from '#kernel/ports/clock.ts'
import { Gate } from '#simulator/gate.ts'
import type { Scheduler, Timer } from '#simulator/scheduler.ts'

export type Life = 'running' | 'stopped' | 'dead'

export class Process {
  readonly #gate: Gate
  #life: Life = 'running'

  constructor(scheduler: Scheduler) {
    this.#gate = new Gate(scheduler)
  }

  get life(): Life {
    return this.#life
  }

  /** Something arrives for this process. */
  enter(act: () => void): void {
    if (this.#life !== 'dead') this.#gate.pass(act)
  }

  /** SIGKILL: whatever it was doing is never finished. */
  kill(): void {
    this.#life = 'dead'
    this.#gate.clear()
  }

  /** SIGSTOP. */
  stop(): void {
    if (this.#life !== 'running') return
    this.#life = 'stopped'
    this.#gate.shut()
  }

  /** SIGCONT: what arrived meanwhile is taken up in its order. */
  goOn(): void {
    if (this.#life !== 'stopped') return
    this.#life = 'running'
    this.#gate.open()
  }

  /** What an outside part answers, as this process comes to know it: never, if it dies first. */
  answer<Result>(
    ask: (resolve: (result: Result) => void, reject: (error: Error) => void) => void,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      ask(
        (result) => this.enter(() => resolve(result)),
        (error) => this.enter(() => reject(error)),
      )
    })
  }
}

/** The machine's clock as a process sees it: it may be wrong, run too fast, and be set at any time. */
export class MachineClock {
  readonly #scheduler: Scheduler
  /** What lies between what it has counted and the time of day that it shows. */
  #setByUs = 0
  #rate = 1
  #countedUs = 0
  #countedAtUs = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** How fast it runs; 1 is right. */
  get rate(): number {
    return this.#rate
  }

  set rate(rate: number) {
    this.#countedUs = this.elapsedUs
    this.#countedAtUs = this.#scheduler.nowUs
    this.#rate = rate
  }

  /** The time of day that it shows, since the start of the simulation. */
  get dayUs(): number {
    return this.elapsedUs + this.#setByUs
  }

  /** Sets the time of day; what it counts is not touched. @param ms ahead of the true time; 0 is right */
  setAheadBy(ms: number): void {
    this.#setByUs = this.#scheduler.nowUs + ms * 1_000 - this.elapsedUs
  }

  /** Hours pass at once: it counts them rightly, or a few seconds of drift would make hours of them. */
  leap(us: number): void {
    this.#countedUs = this.elapsedUs + us
    this.#countedAtUs = this.#scheduler.nowUs + us
  }

  /** What it has counted since it was switched on; never goes backwards. */
  get elapsedUs(): number {
    return this.#countedUs + (this.#scheduler.nowUs - this.#countedAtUs) * this.#rate
  }
}

export class ProcessClock implements Clock {
  readonly #scheduler: Scheduler
  readonly #process: Process
  readonly #machine: MachineClock
  readonly #startMs: number
  readonly #startUs: number

  /** @param startMs the true time at the start of the simulation, in milliseconds since 1970 */
  constructor(scheduler: Scheduler, process: Process, machine: MachineClock, startMs: number) {
    this.#scheduler = scheduler
    this.#process = process
    this.#machine = machine
    this.#startMs = startMs
    this.#startUs = machine.elapsedUs
  }

  now(): number {
    return this.#startMs + Math.floor(this.#machine.dayUs / 1_000)
  }

  monotonic(): number {
    return (this.#machine.elapsedUs - this.#startUs) / 1_000
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const giveUp = () => {
        callOff()
        reject(signal?.reason)
      }
      const callOff = this.after(ms, () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      })
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  after(ms: number, act: () => void): () => void {
    let calledOff = false
    // A timer that was due while its process was stopped may be called off before it goes on.
    const timer: Timer = this.#scheduler.after((ms * 1_000) / this.#machine.rate, () =>
      this.#process.enter(() => {
        if (!calledOff) act()
      }),
    )
    return () => {
      calledOff = true
      timer.callOff()
    }
  }
}
