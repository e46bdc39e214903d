import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { choosePorts, portNames } from '#cli/up/ports.ts'

/** Linux gives ports from here on to outgoing connections. */
const firstOfConnections = 32_768
const names = portNames(['sin', 'syd'])

test('a store gets ports that no outgoing connection is given, and the same again', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'meridian-ports-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const ports = await choosePorts(dir, names, { edge: 0 })
  const all = Object.values(ports)
  assert.equal(new Set(all).size, names.length)
  assert.ok(all.every((port) => port >= 20_000 && port < firstOfConnections))
  assert.deepEqual(await choosePorts(dir, names, { edge: 0 }), ports)
})

test('the port that is wished for is taken when it is free, and else the next', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'meridian-ports-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const wish = await freePort()
  assert.equal((await choosePorts(dir, ['edge'], { edge: wish }))['edge'], wish)
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(wish, '127.0.0.1', resolve))
  t.after(() => other.close())
  const { edge = 0 } = await choosePorts(dir, ['edge'], { edge: wish })
  assert.ok(edge > wish && edge < wish + 20)
})
