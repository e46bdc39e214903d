import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf } from '#tools/imports.ts'

const specifiers = (source: string) => importsOf(source).map(({ specifier }) => specifier)

test('every way to name a module is seen', () => {
  const source = `
    import 'side-effect'
    import type { A } from '#kernel/a.ts'
    import B, { type C, d as e } from "b"
    import * as f from './f.ts'
    import {
      g, // from 'comment'
      from,
    } from '../g.ts'
    export { h } from 'h'
    export * from 'i'
    export * as j from 'j'
    export type { K } from 'k'
    const l = await import('l')
    type M = import('m').M
    const n = require('n')
    const o = import.meta.resolve('o')
    const p = new Worker(new URL('./p.ts', import.meta.url))
    const q = await import(\`q\`)
  `
  assert.deepEqual(specifiers(source), [
    'side-effect', '#kernel/a.ts', 'b', './f.ts', '../g.ts',
    'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', './p.ts', 'q',
  ]) // prettier-ignore
})

test('what only looks like an import is none', () => {
  const source = `
    // import 'a'
    /* import 'b' */
    const c = "import 'c'"
    const d = \`import 'd' \${"import 'e'"} \`
    const f = /import 'f'/
    const g = /['"\`]/ // a quote in a regular expression opens no text
    export const from = 'h'
    export const letter = { from: 'i' }
    tools.import('j')
    export function k() { return Array.from('k') }
    const page = new URL('./logo.svg', import.meta.url)
  `
  assert.deepEqual(specifiers(source), [])
})

test('an import that is computed is reported as unknown', () => {
  assert.deepEqual(specifiers('await import(file)\nawait import(`./${name}.ts`)'), [null, null])
})

test('an apostrophe in a page hides no import', () => {
  const source = `const page = <p>Don't panic</p>\nconst other = import('after')`
  assert.deepEqual(specifiers(source), ['after'])
})

test('an import inside a template counts, and the template goes on after it', () => {
  assert.deepEqual(specifiers("const a = `${await import('in')} import 'out'`\nimport 'after'"), [
    'in',
    'after',
  ])
})

test('the line is the one on which the module is named', () => {
  assert.deepEqual(importsOf("\n\nimport {\n  a,\n} from 'b'"), [
    { specifier: 'b', toStart: false, line: 5 },
  ])
})
