import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { root } from '#tools/project.ts'

// A rule that is configured and never fires protects nobody, so each is shown a file that breaks it.

const everywhere: Readonly<Record<string, string>> = {
  'eslint(eqeqeq)': 'export const same = (a: unknown) => a == 1',
  'eslint(no-var)': 'export var old = 1',
  'eslint(prefer-const)': 'let fixed = 1\nexport const copy = fixed',
  'import(no-cycle)': `import { other } from './other.ts'\nexport const own = () => other`,
  'import(no-default-export)': 'export default 1',
  'typescript(no-explicit-any)': 'export const loose = (value: any) => value',
  'typescript(no-floating-promises)': `async function work() {}\nwork()`,
  'typescript(no-misused-promises)': `export const all = [1].filter(async () => true)`,
  'typescript(switch-exhaustiveness-check)': `export function first(of: 'a' | 'b') {
    switch (of) { case 'a': return 1 } return 2 }`,
  'unicorn(prefer-node-protocol)': `import { readFileSync } from 'fs'\nexport { readFileSync }`,
  'Unused oxlint-disable':
    '// oxlint-disable-next-line no-var -- shown here\nexport const fine = 1',
}

const inPureCode: Readonly<Record<string, string>> = {
  Date: 'export const now = () => Date.now()',
  performance: 'export const now = () => performance.now()',
  'Math.random': 'export const roll = () => Math.random()',
  fetch: `export const get = () => fetch('https://example.com')`,
  process: 'export const home = () => process.cwd()',
  crypto: 'export const id = () => crypto.randomUUID()',
  setTimeout: 'export const later = (act: () => void) => setTimeout(act, 1)',
  setInterval: 'export const often = (act: () => void) => setInterval(act, 1)',
  setImmediate: 'export const soon = (act: () => void) => setImmediate(act)',
  queueMicrotask: 'export const soon = (act: () => void) => queueMicrotask(act)',
  globalThis: 'export const all = () => globalThis',
  'AbortSignal.timeout': 'export const limit = () => AbortSignal.timeout(1)',
  'console statement': `export const say = () => console.log('said')`,
  'node:': `import { sep } from 'node:path'\nexport { sep }`,
  '#adapters': `import { x } from '#adapters/memory/x.ts'\nexport { x }`,
}

let folder = ''

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'meridian lint '))
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    await cp(path.join(root, file), path.join(folder, file))
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  await write(
    'tools/other.ts',
    `import { own } from './import-no-cycle.ts'\nexport const other = () => own`,
  )
  for (const [rule, code] of Object.entries(everywhere)) await write(`tools/${fileFor(rule)}`, code)
  for (const [name, code] of Object.entries(inPureCode)) {
    await write(`services/some/${fileFor(name)}`, code)
    await write(`kernel/core/${fileFor(name)}`, code)
    await write(`services/some/allowed-${fileFor(name).replace('.ts', '.test.ts')}`, code)
  }
  findings = await lint()
})

after(() => rm(folder, { recursive: true, force: true }))

let findings: readonly string[] = []

for (const rule of Object.keys(everywhere)) {
  test(`the linter stops ${rule}`, () => {
    assert.ok(found(`tools/${fileFor(rule)}`, rule))
  })
}

for (const name of Object.keys(inPureCode)) {
  test(`${name} is stopped in services and in the core, and allowed in their tests`, () => {
    assert.ok(found(`services/some/${fileFor(name)}`, name), 'in a service')
    assert.ok(found(`kernel/core/${fileFor(name)}`, name), 'in the core')
    const inTests = findings.filter((line) => line.includes(`/allowed-${fileFor(name, '')}`))
    assert.deepEqual(inTests, [])
  })
}

function found(file: string, says: string): boolean {
  return findings.some((line) => line.startsWith(`${file}:`) && line.includes(says))
}

async function lint(): Promise<readonly string[]> {
  const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  return new Promise((resolve) => {
    execFile(process.execPath, [oxlint, '--format=unix'], { cwd: folder }, (_failed, stdout) =>
      resolve(stdout.split('\n')),
    )
  })
}

async function write(file: string, code: string): Promise<void> {
  const whole = path.join(folder, file)
  await mkdir(path.dirname(whole), { recursive: true })
  await writeFile(whole, `${code}\n`)
}

function fileFor(rule: string, extension = '.ts'): string {
  const words = rule.replace(/^(?:eslint)/, '').replace(/([A-Z])/g, '-$1')
  return `${
    words
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.join('-') ?? 'none'
  }${extension}`
}
