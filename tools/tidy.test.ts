import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineService } from '#kernel/service/define-service.ts'
import { projectFiles } from '#tools/project.ts'
import { serviceTables, sharedNames } from '#tools/service-tables.ts'
import * as tidy from '#tools/tidy.ts'

const files = projectFiles(/./)
const one = (path: string, text = '') => [{ path, text }]

test('files are named in kebab-case', () => {
  assert.deepEqual(tidy.fileNames(files), [])
  assert.equal(tidy.fileNames(one('kernel/core/sameData.ts')).length, 1)
  assert.deepEqual(tidy.fileNames(one('docs/adr/0001-one-row-one-region.md')), [])
})

test('no file is longer than a reader can hold, unless it says why', () => {
  assert.deepEqual(tidy.fileLengths(files), [])
  const [says] = tidy.fileLengths(one('kernel/a.ts', 'x\n'.repeat(401)))
  assert.match(says ?? '', /^kernel\/a\.ts has 401 lines/)
})

test('nothing is left unfinished', () => {
  assert.deepEqual(tidy.unfinishedWork(files), [])
  assert.equal(tidy.unfinishedWork(one('a.ts', '// TODO later')).length, 1)
  assert.equal(tidy.unfinishedWork(one('a.ts', '// good enough for now')).length, 1)
})

test('no test runs alone', () => {
  assert.deepEqual(tidy.focusedTests(files), [])
  assert.equal(tidy.focusedTests(one('a.test.ts', `test.only('x', act)`)).length, 1)
  assert.equal(tidy.focusedTests(one('a.test.ts', `test('x', { only: true }, act)`)).length, 1)
})

test('no file names a folder of one machine', () => {
  assert.deepEqual(tidy.machinePaths(files), [])
  assert.equal(tidy.machinePaths(one('a.ts', `const place = '/home/someone/data'`)).length, 1)
  assert.equal(tidy.machinePaths(one('a.ts', `const place = '/tmp'`)).length, 1)
  assert.deepEqual(tidy.machinePaths(one('a.ts', `const url = '/v1/work/1'`)), [])
  assert.deepEqual(tidy.machinePaths(one('a.ts', `const pointer = '/home'`)), [])
})

test('a silenced check has its reason beside it', () => {
  assert.deepEqual(tidy.reasonsForSuppressing(files), [])
  assert.equal(tidy.reasonsForSuppressing(one('a.ts', '// oxlint-disable-next-line x')).length, 1)
  const reasoned = '// oxlint-disable-next-line no-console -- this is the way out of the program'
  assert.deepEqual(tidy.reasonsForSuppressing(one('a.ts', reasoned)), [])
})

test('every service has its README, its contract and its table', () => {
  assert.deepEqual(tidy.serviceFolders(files), [])
  assert.equal(tidy.serviceFolders(one('services/new/contract.ts')).length, 2)
})

test('every folder is on the map', () => {
  assert.deepEqual(tidy.foldersOnTheMap(files), [])
  assert.equal(tidy.foldersOnTheMap(one('attic/a.ts')).length, 1)
})

test('every link in the documentation leads somewhere', () => {
  assert.deepEqual(tidy.deadLinks(files), [])
  assert.equal(tidy.deadLinks(one('README.md', '[gone](docs/gone.md)')).length, 1)
  assert.equal(tidy.deadLinks(one('README.md', '# Here\n[gone](#there)')).length, 1)
  assert.deepEqual(tidy.deadLinks(one('README.md', '# Over here\n[here](#over-here)')), [])
})

test('no two services use the same kind, prefix, route, reaction, refusal or other name', async () => {
  assert.deepEqual(sharedNames(await serviceTables()), [])
  const twice = [1, 2].map(() =>
    defineService({
      name: 'twins',
      does: 'Stands here twice.',
      refusals: [{ code: 'twins.no', kind: 'conflict', title: 'No' }],
    }),
  )
  assert.equal(sharedNames(twice).length, 2)
})
