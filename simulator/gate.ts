// What arrives while somebody stands still waits in its order, and is taken up step by step when they go
// on. Nothing that arrives meanwhile overtakes what waits, not even when hours have passed at once.

import type { Scheduler } from '#simulator/scheduler.ts'

export class Gate {
  readonly #scheduler: Scheduler
  #isShut = false
  #waiting: (() => void)[] = []
  #takesUp = false

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Now, or in its turn once the gate is open. */
  pass(act: () => void): void {
    if (this.#isShut || this.#waiting.length > 0) this.#waiting.push(act)
    else act()
  }

  shut(): void {
    this.#isShut = true
  }

  open(): void {
    this.#isShut = false
    this.#takeUp()
  }

  /** Whatever waits never happens. */
  clear(): void {
    this.#waiting = []
  }

  #takeUp(): void {
    if (this.#takesUp || this.#waiting.length === 0) return
    this.#takesUp = true
    this.#scheduler.after(0, () => {
      this.#takesUp = false
      if (this.#isShut) return
      this.#waiting.shift()?.()
      this.#takeUp()
    })
  }
}
