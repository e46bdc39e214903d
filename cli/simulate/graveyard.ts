// Days that once broke a promise, each as short as it could be made. They are lived through first,
// ever after.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Plan } from '#simulator/plan.ts'

const folder = fileURLToPath(new URL('../../simulator/graveyard/', import.meta.url))

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

export async function graves(): Promise<readonly NamedGrave[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => {
      const grave = JSON.parse(await readFile(`${folder}${file}`, 'utf8')) as Grave
      return { ...grave, file }
    }),
  )
}

/** @returns the path of the file */
export async function bury(grave: Grave): Promise<string> {
  const words = grave.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
  const file = `${grave.promise.toLowerCase()}-${words.replaceAll(/^-|-$/g, '')}-${grave.plan.seed}.json`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}${file}`, `${JSON.stringify(grave, null, 2)}\n`)
  return `simulator/graveyard/${file}`
}
