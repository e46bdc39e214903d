import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { asNobody } from '#adapters/embedded/without-root.ts'
import { checkData } from '#cli/doctor/check-data.ts'
import { checkLeftovers } from '#cli/doctor/check-leftovers.ts'
import { checkPorts } from '#cli/doctor/check-ports.ts'
import { checkNode, checkPostgres, checkRights } from '#cli/doctor/check-programs.ts'
import { checkCores, checkDisk, checkFiles, checkMemory } from '#cli/doctor/check-resources.ts'
import type { Check } from '#cli/doctor/check.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { loadSettings } from '#cli/up/settings.ts'

const root = mkdtempSync(join(tmpdir(), 'meridian-doctor-'))
after(() => rmSync(root, { recursive: true, force: true }))
const here = { dataPlace: (wanted: string) => wanted }
const level = (check: Check) => check.level

function folder(name: string): string {
  const dir = join(root, name)
  mkdirSync(dir, { recursive: true })
  return dir
}

function storeFolder(name: string): string {
  const dir = folder(name)
  loadSettings(dir, {})
  for (const code of ['sin', 'syd']) {
    mkdirSync(join(dir, code, 'postgres'), { recursive: true })
    writeFileSync(join(dir, code, 'postgres', 'PG_VERSION'), '18\n')
  }
  return dir
}

test('a machine that runs these tests can run a store', async () => {
  const { code, stdout } = await runCli('doctor', '--json', '--dir', join(root, 'none'))
  const { well, checks } = JSON.parse(stdout) as { well: boolean; checks: Check[] }
  assert.deepEqual([code, well], [0, true], stdout)
  assert.ok(checks.length >= 10)
})

test('the doctor prints a line for each check, and exit code 1 when one fails', async () => {
  const dir = folder('damaged')
  writeFileSync(join(dir, 'settings.json'), '{')
  const { code, stdout } = await runCli('doctor', '--dir', dir)
  assert.equal(code, 1)
  assert.match(stdout, /^ok {4}Node/m)
  assert.match(stdout, /^fail {2}Data .*is damaged/m)
  assert.match(stdout, /A store cannot run here/)
})

test('a Node that cannot run TypeScript as it is fails, a newer one is a warning', () => {
  assert.deepEqual(['20.19.0', '24.2.0', '26.0.0'].map(checkNode).map(level), [
    'fail',
    'ok',
    'warn',
  ])
})

test('a PostgreSQL that is missing, does not run, or is another version fails', () => {
  const missing = checkPostgres(() => {
    throw new Error('npm has installed no PostgreSQL here')
  })
  assert.equal(missing.level, 'fail')
  assert.match(missing.says, /installed no PostgreSQL/)
  assert.equal(checkPostgres(() => '17.2').level, 'fail')
  assert.equal(checkPostgres(() => '18.4').level, 'ok')
})

test('root without user namespaces is warned of where data goes, and fails without any way', () => {
  const nobody = { ...here, ...plainRights(), identity: { uid: 65_534, gid: 65_534 } }
  assert.equal(level(checkRights(() => nobody, true)), 'warn')
  const none = checkRights(() => {
    throw new Error('no way')
  }, true)
  assert.equal(none.level, 'fail')
  assert.equal(level(checkRights(() => ({ ...here, ...plainRights() }), true)), 'ok')
})

test('little memory, disk, files or cores are told before they hurt', () => {
  const gigabyte = 1_073_741_824
  assert.deepEqual([gigabyte / 2, gigabyte, 8 * gigabyte].map(checkMemory).map(level), [
    'fail',
    'warn',
    'ok',
  ])
  assert.deepEqual([100, 512, 4_096, null].map(checkFiles).map(level), ['fail', 'warn', 'ok', 'ok'])
  assert.deepEqual([1, 2].map(checkCores).map(level), ['warn', 'ok'])
  assert.match(checkDisk(join(root, 'not', 'made', 'yet')).says, /(?:MB|GB) free where /)
})

test('a port that is taken is a warning', async () => {
  const port = await freePort()
  assert.equal((await checkPorts(port)).level, 'ok')
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  const taken = await checkPorts(port)
  server.close()
  assert.equal(taken.level, 'warn')
  assert.match(taken.says, /is taken/)
})

test('a store that can be opened is told with its shape', () => {
  const check = checkData(storeFolder('whole'), here)
  assert.equal(check.level, 'ok')
  assert.match(check.says, /2 regions, active-active/)
  assert.equal(checkData(join(root, 'none'), here).level, 'ok')
  assert.equal(checkData(folder('empty'), here).level, 'ok')
})

test('data of another format or another PostgreSQL, or half of it gone, fails', () => {
  const older = folder('older')
  writeFileSync(join(older, 'settings.json'), '{"format":0}')
  assert.match(checkData(older, here).says, /another version of Meridian/)
  const upgraded = storeFolder('upgraded')
  writeFileSync(join(upgraded, 'syd', 'postgres', 'PG_VERSION'), '19\n')
  assert.match(checkData(upgraded, here).says, /is of PostgreSQL 19/)
  const gone = storeFolder('gone')
  rmSync(join(gone, 'sin', 'postgres', 'PG_VERSION'))
  const checks = [older, upgraded, gone].map((dir) => checkData(dir, here))
  assert.deepEqual(checks.map(level), ['fail', 'fail', 'fail'])
})

test('a folder of other files is warned of', () => {
  const dir = folder('photos')
  writeFileSync(join(dir, 'cat.txt'), 'meow')
  assert.equal(checkData(dir, here).level, 'warn')
})

test('what an earlier store left is told, and a lock file of a program long gone is not', () => {
  const dir = storeFolder('killed')
  assert.equal(checkLeftovers(dir, here).level, 'ok')
  writeFileSync(join(dir, 'sin', 'postgres', 'postmaster.pid'), `${process.pid}\n`)
  assert.equal(checkLeftovers(dir, here).level, 'ok')
  writeFileSync(join(dir, 'store.json'), JSON.stringify({ pid: 2 ** 22 + 1, edge: '' }))
  assert.match(checkLeftovers(dir, here).says, /ended without being stopped/)
  writeFileSync(join(dir, 'store.json'), JSON.stringify({ pid: process.pid, edge: 'here' }))
  assert.match(checkLeftovers(dir, here).says, /a store is running: here/)
})

function plainRights() {
  return {
    identity: {},
    commandLine: (file: string, args: readonly string[]) =>
      [file, ...args] as [string, ...string[]],
    programPlace: (wanted: string) => wanted,
    giveAway: () => undefined,
  } satisfies Partial<ReturnType<typeof asNobody>>
}
