// Where the built pages of the applications lie: beside the packages, under the digest of what they were made
// of, so that every store on this machine shares them and none shows an old one.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['apps', 'kernel/core', 'cli/pages', 'package-lock.json']
const notSource = /\.(?:test\.tsx?|md)$/

/** The folder for the pages as they are now; it exists once they are built. */
export async function pagesFolder(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await filesOf(source)) {
      hash.update(`${file}\0`).update(await readFile(join(projectFolder, file)))
    }
  }
  const digest = hash.digest('base64url').slice(0, 20)
  return join(projectFolder, 'node_modules', '.cache', 'meridian-pages', digest)
}

async function filesOf(source: string): Promise<readonly string[]> {
  const entries = await readdir(join(projectFolder, source), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => null)
  if (entries === null) return [source]
  return entries
    .filter((entry) => entry.isFile() && !notSource.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length))
    .sort()
}
