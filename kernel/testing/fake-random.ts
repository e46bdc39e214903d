import type { Random } from '#kernel/ports/random.ts'

/** Counts instead of rolling dice. */
export function fakeRandom(): Random {
  let count = 0
  return {
    bytes: (length) => {
      count += 1
      return new Uint8Array(length).fill(count % 256)
    },
    fraction: () => 0.5,
  }
}
