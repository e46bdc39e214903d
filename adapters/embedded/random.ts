import { randomBytes } from 'node:crypto'
import type { Random } from '#kernel/ports/random.ts'

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
}
