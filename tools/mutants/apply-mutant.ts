// node --import ./tools/mutants/apply-mutant.ts …: whatever this process loads has one known mistake
// in it, the one that MERIDIAN_MUTANT names. No file is changed.

import { registerHooks } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { mutated } from '#tools/mutants/mutant.ts'
import { mutants } from '#tools/mutants/mutants.ts'

const name = process.env['MERIDIAN_MUTANT']
const mutant = mutants.find((known) => known.name === name)
if (mutant === undefined) throw new Error(`MERIDIAN_MUTANT names no mutant: ${name}`)

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = new Map(
  mutant.edits.map(({ file }) => [pathToFileURL(path.join(root, file)).href, file]),
)

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const file = files.get(url)
    if (file === undefined || loaded.source === undefined) return loaded
    return { ...loaded, source: mutated(mutant, file, sourceText(loaded.source)) }
  },
})

function sourceText(
  source: NonNullable<ReturnType<typeof Buffer.from>> | string | ArrayBuffer | NodeJS.TypedArray,
): string {
  if (typeof source === 'string') return source
  return new TextDecoder().decode(source)
}
