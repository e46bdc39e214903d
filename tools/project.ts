import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const notOurs = new Set([
  'node_modules',
  '.git',
  '.meridian',
  'coverage',
  'dist',
  'screenshots',
  'reports',
])

export interface ProjectFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** The files of this project whose path matches, sorted. */
export function projectFiles(which: RegExp, base = root): readonly ProjectFile[] {
  return paths(base)
    .filter((file) => which.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(base, file), 'utf8') }))
}

/** All paths of this project, files only, sorted. */
export function paths(base = root): readonly string[] {
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(base, folder), { withFileTypes: true })) {
      const inside = folder === '' ? entry.name : `${folder}/${entry.name}`
      // In a linked work tree, .git is a file.
      if (notOurs.has(entry.name)) continue
      if (entry.isDirectory()) visit(inside)
      if (entry.isFile() && !entry.name.endsWith('.log')) found.push(inside)
    }
  }
  visit('')
  return found.sort()
}

/** Every npm package that package.json names. */
export function packageNames(): readonly string[] {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as { dependencies: object; devDependencies: object }
  return Object.keys({ ...dependencies, ...devDependencies })
}

/** The text of one file of this project; null when there is none. */
export function readProjectFile(file: string): string | null {
  const whole = path.join(root, file)
  return existsSync(whole) ? readFileSync(whole, 'utf8') : null
}
