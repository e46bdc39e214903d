import assert from 'node:assert/strict'
import { test } from 'node:test'
import { table } from '#tools/boundaries.ts'
import { crossings } from '#tools/crossings.ts'
import { packageNames, projectFiles } from '#tools/project.ts'

const crossed = (path: string, text: string) =>
  crossings([{ path, text }], ['typebox', 'fastify', 'pg', 'lru-cache', '@noble/hashes', 'pino'])

test('nothing in this project crosses a boundary', () => {
  const files = projectFiles(/\.[jt]sx?$/)
  assert.ok(files.length > 50, `only ${files.length} files were seen`)
  assert.ok(files.some(({ path }) => path.startsWith('kernel/core/')))
  assert.deepEqual(crossings(files, packageNames()), [])
})

test('a file in a folder without a row is reported', () => {
  assert.equal(crossed('elsewhere/new.ts', '').length, 1)
})

const refused: readonly [why: string, file: string, code: string][] = [
  ['the core knows nothing above it', 'kernel/core/a.ts', `import '#kernel/ports/clock.ts'`],
  ['a type counts as an import', 'kernel/core/a.ts', `import type { C } from '#kernel/http/a.ts'`],
  ['the kernel knows no business', 'kernel/events/a.ts', `import '#services/orders/contract.ts'`],
  ['the kernel picks no adapter', 'kernel/commands/a.ts', `import '#adapters/memory/ledger.ts'`],
  [
    'a contract needs no more than the core',
    'services/a/contract.ts',
    `import '#kernel/http/a.ts'`,
  ],
  ['a contract opens no decider', 'services/a/contract.ts', `import '#services/a/order.ts'`],
  ['services meet through contracts', 'services/a/b.ts', `import '#services/orders/order.ts'`],
  ['a service does no I/O', 'services/a/b.ts', `import 'node:fs'`],
  ['nor by the old name', 'services/a/b.ts', `import 'fs'`],
  ['a service takes no package', 'services/a/b.ts', `import 'typebox'`],
  ['a service picks no adapter', 'services/a/service.ts', `import '#adapters/memory/ledger.ts'`],
  ['adapter families are strangers', 'adapters/aws/a.ts', `import '#adapters/embedded/sql.ts'`],
  ['an adapter starts nothing', 'adapters/memory/a.ts', `import '#runtime/region.ts'`],
  ['nobody imports the runtime', 'services/a/b.ts', `import '#runtime/region.ts'`],
  ['the world knows no region', 'world/edge.ts', `import '#runtime/region.ts'`],
  ['the runtime knows no command line', 'runtime/a.ts', `import '#cli/main.ts'`],
  ['nor starts what it may not import', 'world/a.ts', `new URL('../cli/b.ts', import.meta.url)`],
  ['the simulator runs on memory', 'simulator/a.ts', `import '#adapters/embedded/ledger.ts'`],
  ['apps are strangers', 'apps/console/a.tsx', `import '#apps/storefront/cart.tsx'`],
  ['infrastructure runs nothing', 'infra/aws/a.ts', `import '#adapters/aws/ledger.ts'`],
  ['one file knows Fastify', 'kernel/http/routes.ts', `import 'fastify'`],
  ['one adapter knows pg', 'runtime/a.ts', `import 'pg'`],
  ['a package must be declared', 'adapters/aws/a.ts', `import '@aws-sdk/client-dynamodb'`],
  ['a path out of the room is no door', 'kernel/http/a.ts', `import '../core/id.ts'`],
  ['a computed name cannot be checked', 'runtime/a.ts', `await import(name)`],
  ['SQL has one home', 'runtime/a.ts', `query('select id from documents')`],
  ['in a template too', 'cli/a.ts', 'query(`DELETE FROM ${name}`)'],
  ['only tests test', 'services/a/b.ts', `import '#kernel/testing/specify.ts'`],
]

for (const [why, file, code] of refused) {
  test(`${why} (${file})`, () => assert.equal(crossed(file, code).length, 1))
}

const allowed: readonly [why: string, file: string, code: string][] = [
  [
    'the core has two packages',
    'kernel/core/a.ts',
    `import 'typebox'; import '@noble/hashes/s.js'`,
  ],
  ['contracts know contracts', 'services/a/contract.ts', `import '#services/b/contract.ts'`],
  ['a service reads its own files', 'services/a/service.ts', `import '#services/a/order.ts'`],
  ['files of a room are near', 'services/a/service.ts', `import './order.ts'`],
  ['the server is Fastify', 'kernel/http/server.ts', `import 'fastify'`],
  ['tests may use Node', 'services/a/b.test.ts', `import 'node:test'`],
  [
    'a process is started by its file',
    'cli/up/a.ts',
    `new URL('../../world/b.ts', import.meta.url)`,
  ],
  ['prose is no SQL', 'cli/a.ts', `say('Select a region from the map')`],
]

for (const [why, file, code] of allowed) {
  test(`${why} (${file})`, () => assert.deepEqual(crossed(file, code), []))
}

test('every row has its own folder', () => {
  const folders = table.map(({ of }) => of)
  assert.deepEqual([...new Set(folders)], folders)
})
