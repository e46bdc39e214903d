interface Entry {
  readonly at: number
  readonly order: number
  readonly id: string
}

/** Ids by time, the earliest first; those of one time in the order in which they came. */
export class DueQueue {
  readonly #heap: Entry[] = []

  get size(): number {
    return this.#heap.length
  }

  /** The time of the first; infinite when there is none. */
  get firstAt(): number {
    return this.#heap[0]?.at ?? Infinity
  }

  add(at: number, order: number, id: string): void {
    const heap = this.#heap
    const entry = { at, order, id }
    let place = heap.length
    heap.push(entry)
    while (place > 0) {
      const parent = (place - 1) >>> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(entry, above)) break
      heap[place] = above
      place = parent
    }
    heap[place] = entry
  }

  /** Takes the first one out. */
  next(): Entry | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      const left = heap[2 * place + 1]
      const right = heap[2 * place + 2]
      const goesRight = left !== undefined && right !== undefined && isBefore(right, left)
      const child = goesRight ? right : left
      if (child === undefined || !isBefore(child, last)) break
      heap[place] = child
      place = 2 * place + (goesRight ? 2 : 1)
    }
    heap[place] = last
    return first
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
