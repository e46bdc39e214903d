import { isBuiltin } from 'node:module'
import path from 'node:path'
import { inTests, onlyIn, speaksSql, table, type Row } from '#tools/boundaries.ts'
import { importsOf } from '#tools/imports.ts'
import type { ProjectFile } from '#tools/project.ts'
import { tokens } from '#tools/tokens.ts'

const isTest = /\.test\.tsx?$/
/** Texts in one case that begin like a statement: prose begins with one capital. */
const sql =
  /^\s*(?:(?:select|SELECT)\s[^]*\s(?:from|FROM)\s|(?:insert|INSERT)\s+(?:into|INTO)\s|(?:update|UPDATE)\s+\w+\s+(?:set|SET)\s|(?:delete|DELETE)\s+(?:from|FROM)\s|(?:create|CREATE|alter|ALTER|drop|DROP)\s+(?:table|TABLE|index|INDEX|publication|PUBLICATION|subscription|SUBSCRIPTION|system|SYSTEM)\s)/

/** Where a file imports what its row in the table does not allow; one sentence each. */
export function crossings(
  files: readonly ProjectFile[],
  packageNames: readonly string[],
): string[] {
  return files.flatMap((file) => {
    const row = table.find(({ of }) => fits(of, file.path) !== null)
    if (row === undefined) return [`${file.path} stands in a folder that no row of the table names`]
    const rows = isTest.test(file.path) ? [row, { ...inTests, of: row.of }] : [row]
    const refused = importsOf(file.text).flatMap(({ specifier, toStart, line }) => {
      const door = toStart && specifier !== null ? `#${besides(file.path, specifier)}` : specifier
      const why =
        door === null ? whyNotComputed(file.path) : whyNot(file.path, door, rows, packageNames)
      return why === null ? [] : [`${file.path}:${line} ${why}`]
    })
    return [...refused, ...strayQueries(file)]
  })
}

function whyNotComputed(file: string): string | null {
  return fits('tools/**', file) === null
    ? 'imports a module whose name is computed, which nobody can check'
    : null
}

function whyNot(
  file: string,
  specifier: string,
  rows: readonly Row[],
  packageNames: readonly string[],
): string | null {
  if (isBuiltin(specifier)) {
    return rows.some(({ node }) => node)
      ? null
      : `imports ${specifier}: no Node module belongs here`
  }
  if (specifier.startsWith('.')) {
    return room(besides(file, specifier)) === room(file)
      ? null
      : `leaves its room by ${specifier}: use a # import`
  }
  if (specifier.startsWith('#')) {
    const target = specifier.slice(1)
    const allowed = rows.some(({ of, mayImport }) =>
      mayImport.some((pattern) => fits(pattern, target, fits(of, file)?.['X']) !== null),
    )
    return allowed ? null : `may not import ${specifier}`
  }
  return whyNotPackage(file, packageOf(specifier), rows, packageNames)
}

function whyNotPackage(
  file: string,
  name: string,
  rows: readonly Row[],
  packageNames: readonly string[],
): string | null {
  if (!packageNames.includes(name)) return `imports ${name}, which package.json does not name`
  const only = onlyIn[name]
  if (only !== undefined && !only.some((place) => fits(place, file) !== null)) {
    return `imports ${name}: only ${only.join(', ')} may`
  }
  const allowed = rows.some(({ packages = [] }) => packages === 'any' || packages.includes(name))
  return allowed ? null : `imports the package ${name}, which its row does not name`
}

function strayQueries(file: ProjectFile): string[] {
  if (speaksSql.some((place) => fits(place, file.path) !== null) || file.path.startsWith('tools/'))
    return []
  return tokens(file.text)
    .filter(({ kind, value }) => kind === 'text' && sql.test(value))
    .map(({ line }) => `${file.path}:${line} speaks SQL: only ${speaksSql.join(', ')} does`)
}

function besides(file: string, relative: string): string {
  return path.posix.join(path.posix.dirname(file), relative)
}

/** `kernel/core`, `services/orders`, `runtime`: a folder with one door. */
function room(file: string): string {
  const [first = '', second = ''] = file.split('/')
  return /^(?:kernel|services|adapters|apps|infra)$/.test(first) ? `${first}/${second}` : first
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The names that a path gives to the pattern's `X`, or null when it does not fit. */
function fits(pattern: string, file: string, given?: string): Record<string, string> | null {
  const found: Record<string, string> = {}
  const names = file.split('/')
  for (const [at, part] of pattern.split('/').entries()) {
    const name = names[at]
    if (name === undefined) return null
    if (part === '**') return found
    if (part === 'X') {
      if (given !== undefined && given !== name) return null
      found['X'] = name
    } else if (part !== '*' && part !== name) return null
  }
  return names.length === pattern.split('/').length ? found : null
}
