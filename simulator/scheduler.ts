// Virtual time. What is to happen stands in a heap by its time; a step takes the first one out, sets
// the clock to it, runs it, and lets every promise go on that can go on. Nothing else ever runs, so
// the same steps in the same order give the same world.
//
// Between steps the microtasks must be done, all of them. A tick that was asked for by a microtask
// runs when no microtask is left, and costs a tenth of a turn of the event loop.

import type { Trace } from '#simulator/trace.ts'

/** After so many steps whoever else lives in this process gets a turn: output, signals, messages. */
const breatheEvery = 20_000

export interface Timer {
  callOff(): void
}

class Entry implements Timer {
  readonly atUs: number
  readonly order: number
  act: (() => void) | null

  constructor(atUs: number, order: number, act: () => void) {
    this.atUs = atUs
    this.order = order
    this.act = act
  }

  callOff(): void {
    this.act = null
  }
}

export class Scheduler {
  readonly #trace: Trace
  readonly #heap: Entry[] = []
  #nowUs = 0
  #order = 0
  #steps = 0

  constructor(trace: Trace) {
    this.#trace = trace
  }

  /** Microseconds since the start. */
  get nowUs(): number {
    return this.#nowUs
  }

  get steps(): number {
    return this.#steps
  }

  /** @param us whole or not, rounded up to the next microsecond; what is past happens now */
  after(us: number, act: () => void): Timer {
    this.#order += 1
    const entry = new Entry(this.#nowUs + Math.ceil(Math.max(0, us)), this.#order, act)
    this.#push(entry)
    return entry
  }

  /** Hours pass at once: whatever was to happen meanwhile happens now, in its order. */
  leap(us: number): void {
    this.#nowUs += us
  }

  /** Runs until it is over, or nothing is left to happen. An error of a step ends it. */
  run(isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        try {
          if (isOver() || !this.#step()) {
            resolve()
            return
          }
        } catch (error) {
          reject(error as Error)
          return
        }
        queueMicrotask(next)
      }
      const next = () => {
        if (this.#steps % breatheEvery === 0) setImmediate(turn)
        else process.nextTick(turn)
      }
      // Called from outside of any microtask, a tick would come before the microtasks that wait now.
      queueMicrotask(next)
    })
  }

  #step(): boolean {
    for (;;) {
      const entry = this.#pop()
      if (entry === undefined) return false
      const { act } = entry
      if (act === null) continue
      entry.act = null
      this.#steps += 1
      if (entry.atUs > this.#nowUs) this.#nowUs = entry.atUs
      this.#trace.number(this.#nowUs)
      this.#trace.number(entry.order)
      act()
      return true
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let place = heap.length
    heap.push(entry)
    while (place > 0) {
      const parent = (place - 1) >>> 1
      const above = heap[parent] as Entry
      if (!isBefore(entry, above)) break
      heap[place] = above
      place = parent
    }
    heap[place] = entry
  }

  #pop(): Entry | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    const size = heap.length
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1
      if (!isBefore(heap[child] as Entry, last)) break
      heap[place] = heap[child] as Entry
      place = child
    }
    heap[place] = last
    return first
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atUs < other.atUs || (one.atUs === other.atUs && one.order < other.order)
}
