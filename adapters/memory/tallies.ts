// Sums in this process. An order of five lines takes half a kilobyte, so the window that services keep decides
// how much memory it needs; a process that starts fills it again.

import type { Sums, Tallies, TallyEntry } from '#kernel/ports/tallies.ts'

export class MemoryTallies implements Tallies {
  readonly #items = new Map<string, TallyEntry['counts']>()
  readonly #sums = new Map<string, { items: number; sums: Record<string, number> }>()
  #position: string | null = null

  async put(entries: readonly TallyEntry[]): Promise<void> {
    for (const { id, counts } of entries) {
      this.#forget(id)
      this.#items.set(id, counts)
      for (const [key, sums] of Object.entries(counts)) this.#add(key, sums, 1)
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#forget(id)
  }

  async read(from: string, to: string): Promise<readonly (readonly [string, Sums])[]> {
    return [...this.#sums]
      .filter(([key]) => key >= from && key <= to)
      .map(([key, { sums }]) => [key, { ...sums }] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
  }

  async position(): Promise<string | null> {
    return this.#position
  }

  async setPosition(cursor: string): Promise<void> {
    this.#position = cursor
  }

  async clear(): Promise<void> {
    this.#items.clear()
    this.#sums.clear()
    this.#position = null
  }

  #forget(id: string): void {
    for (const [key, sums] of Object.entries(this.#items.get(id) ?? {})) this.#add(key, sums, -1)
    this.#items.delete(id)
  }

  #add(key: string, added: Sums, sign: 1 | -1): void {
    const known = this.#sums.get(key) ?? { items: 0, sums: {} }
    known.items += sign
    for (const [name, value] of Object.entries(added))
      known.sums[name] = (known.sums[name] ?? 0) + sign * value
    if (known.items === 0) this.#sums.delete(key)
    else this.#sums.set(key, known)
  }
}
