import type { Process } from '#simulator/process.ts'

export interface Hold {
  readonly process: Pick<Process, 'life'>
  readonly generation: number
}

/** Lasts no longer than the process that holds it, and than the server that it is held at. */
export class SessionLock {
  readonly #generation: () => number
  #hold: Hold | null = null

  /** @param generation grows with every start of the server */
  constructor(generation: () => number) {
    this.#generation = generation
  }

  /** @returns null when another process holds it */
  take(process: Hold['process']): Hold | null {
    const hold = this.#hold
    if (hold !== null && this.isHeld(hold) && hold.process.life !== 'dead') return null
    this.#hold = { process, generation: this.#generation() }
    return this.#hold
  }

  isHeld(hold: Hold): boolean {
    return this.#hold === hold && hold.generation === this.#generation()
  }

  release(hold: Hold): void {
    if (this.#hold === hold) this.#hold = null
  }
}
