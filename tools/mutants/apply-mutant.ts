// node --import ./tools/mutants/apply-mutant.ts …: known mistakes in what this process loads, while no
// file is changed. With MERIDIAN_MUTANT one of them is in all of it; with importWith they stand side by side.

import { registerHooks } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { mutated, type Mutant } from '#tools/mutants/mutant.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import { root } from '#tools/project.ts'

const everywhere = process.env['MERIDIAN_MUTANT']
const rootUrl = pathToFileURL(root).href
const thirdParty = `${rootUrl}node_modules/`
/** Module → the modules of ours that import it. */
const importers = new Map<string, Set<string>>()
const affectedBy = new Map<string, ReadonlySet<string>>()

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const { parentURL } = context
    if (parentURL === undefined || !isOurs(resolved.url)) return resolved
    const { url: parent, mutant } = partsOf(parentURL)
    importersOf(resolved.url).add(parent)
    return mutant !== undefined && affectedBy.get(mutant)?.has(resolved.url) === true
      ? { ...resolved, url: tagged(resolved.url, mutant) }
      : resolved
  },
  load(tag, context, next) {
    const { url, mutant: name = everywhere } = partsOf(tag)
    const loaded = next(url, context)
    const mutant = named(name)
    const file = mutant?.edits.map((edit) => edit.file).find((one) => urlOf(one) === url)
    if (mutant === undefined || file === undefined || loaded.source === undefined) return loaded
    return { ...loaded, source: mutated(mutant, file, sourceText(loaded.source)) }
  },
})

if (everywhere !== undefined && named(everywhere) === undefined) {
  throw new Error(`MERIDIAN_MUTANT names no mutant: ${everywhere}`)
}

/**
 * A module of this project as it is with a mutant in it. Only what depends on the files of the mutant is loaded
 * again: the rest, and what the engine has made of it, serves the sound platform and all mutants alike.
 * @param file relative to the project
 */
export async function importWith(mutant: Mutant | null, file: string): Promise<unknown> {
  const url = urlOf(file)
  // Also shows who imports whom.
  const sound: unknown = await import(url)
  if (mutant === null) return sound
  const affected = dependents(mutant.edits.map((edit) => urlOf(edit.file)))
  if (!affected.has(url)) throw new Error(`${file} has nothing to do with ${mutant.name}`)
  affectedBy.set(mutant.name, affected)
  return import(tagged(url, mutant.name))
}

function dependents(urls: readonly string[]): ReadonlySet<string> {
  const found = new Set(urls)
  for (const url of found) for (const importer of importersOf(url)) found.add(importer)
  return found
}

function importersOf(url: string): Set<string> {
  const known = importers.get(url) ?? new Set()
  importers.set(url, known)
  return known
}

function isOurs(url: string): boolean {
  return url.startsWith(rootUrl) && !url.startsWith(thirdParty)
}

function named(name: string | undefined): Mutant | undefined {
  return mutants.find((mutant) => mutant.name === name)
}

function urlOf(file: string): string {
  return pathToFileURL(path.join(root, file)).href
}

function tagged(url: string, mutant: string): string {
  return `${url}?mutant=${mutant}`
}

function partsOf(url: string): { readonly url: string; readonly mutant: string | undefined } {
  const [plain = url, mutant] = url.split('?mutant=')
  return { url: plain, mutant }
}

function sourceText(
  source: NonNullable<ReturnType<typeof Buffer.from>> | string | ArrayBuffer | NodeJS.TypedArray,
): string {
  if (typeof source === 'string') return source
  return new TextDecoder().decode(source)
}
