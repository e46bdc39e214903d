import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Hunted } from '#tools/mutants/hunted.ts'
import { root } from '#tools/project.ts'

export const knownSeedsFile = path.join(root, 'tools/mutants/known-seeds.json')

/** Mutant → where it was caught when `npm run mutants -- --write` ran last. */
export function knownSeeds(): Readonly<Record<string, Hunted>> {
  if (!existsSync(knownSeedsFile)) return {}
  return JSON.parse(readFileSync(knownSeedsFile, 'utf8')) as Record<string, Hunted>
}
