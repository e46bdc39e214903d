import type { Random } from '#kernel/ports/random.ts'

/** The same seed gives the same numbers: sfc32 (PractRand, Chris Doty-Humphrey). Not for secrets. */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0
  let b = Math.floor(seed / 2 ** 32) >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = ((c << 21) | (c >>> 11)) >>> 0
    c = (c + sum) >>> 0
    return sum
  }
  // The first rounds spread the seed over the whole state.
  for (let round = 0; round < 15; round += 1) next()
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() >>> 24),
    fraction: () => next() / 2 ** 32,
  }
}
