import { seededRandom } from '#adapters/memory/random.ts'
import type { Random } from '#kernel/ports/random.ts'

/** One source of chance. Each part of the world has its own, so that leaving one out moves no other. */
export class Dice implements Random {
  readonly #seed: number
  readonly #random: Random

  constructor(seed: number) {
    this.#seed = seed
    this.#random = seededRandom(seed)
  }

  /** Another source, which follows from this one's seed and the name alone. */
  fork(name: string): Dice {
    let hash = 0xcbf29ce4 ^ this.#seed
    let high = 0x84222325 ^ Math.floor(this.#seed / 2 ** 32)
    for (let at = 0; at < name.length; at += 1) {
      hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
      high = Math.imul(high ^ name.charCodeAt(at) ^ (hash >>> 13), 0x85ebca6b)
    }
    return new Dice((high & 0xfffff) * 2 ** 32 + (hash >>> 0))
  }

  bytes(count: number): Uint8Array {
    return this.#random.bytes(count)
  }

  fraction(): number {
    return this.#random.fraction()
  }

  chance(probability: number): boolean {
    return this.#random.fraction() < probability
  }

  /** From `low` up to, not including, `high`. */
  between(low: number, high: number): number {
    return low + this.#random.fraction() * (high - low)
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.#random.fraction() * (high - low + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random.fraction() * items.length)] as Item
  }

  /** A time to wait with this mean; most are shorter, few are much longer. */
  wait(mean: number): number {
    return -Math.log(1 - this.#random.fraction()) * mean
  }
}
