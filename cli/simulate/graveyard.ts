// Days that once broke a promise, each as short as it could be made. They are lived through first,
// ever after.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plan } from '#simulator/plan.ts'

const graveyard = fileURLToPath(new URL('../../simulator/graveyard/', import.meta.url))

export interface Grave {
  /** What was broken. */
  readonly promise: string
  readonly name: string
  readonly detail: string
  readonly plan: Plan
}

export interface NamedGrave extends Grave {
  /** The name of its file. */
  readonly file: string
}

/** By the names of their files. */
export async function graves(folder = graveyard): Promise<readonly NamedGrave[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => {
      const grave = JSON.parse(await readFile(join(folder, file), 'utf8')) as Grave
      return { ...grave, file }
    }),
  )
}

/** @returns the path of the file, as seen from the current directory */
export async function bury(grave: Grave, folder = graveyard): Promise<string> {
  const words = grave.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
  const file = `${grave.promise.toLowerCase()}-${words.replaceAll(/^-|-$/g, '')}-${grave.plan.seed}.json`
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, file), `${JSON.stringify(grave, null, 2)}\n`)
  return relative(process.cwd(), join(folder, file))
}
