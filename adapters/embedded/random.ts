import { randomBytes } from 'node:crypto'
import type { Random } from '#kernel/ports/random.ts'

/** Randomness of this machine: bytes fit for ids that nobody should guess, fractions for jitter. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
}
