import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PortTaken } from '#adapters/embedded/free-port.ts'
import { CommandError } from '#cli/command.ts'
import { startNode } from '#cli/up/start-node.ts'

test('a process whose port was taken meanwhile says so, and one that fails otherwise says why', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'meridian-start-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo
  const start = (source: string) => {
    const file = join(dir, 'main.ts')
    writeFileSync(file, source)
    const logFile = join(dir, 'main.log')
    return startNode({ name: 'A part', file, env: {}, logFile, readyWithinMs: 60_000 })
  }
  const listening = `require('node:net').createServer().listen(${port}, '127.0.0.1')`
  await assert.rejects(start(listening), PortTaken)
  await assert.rejects(start("throw new Error('no reason')"), (error) => {
    assert.ok(error instanceof CommandError)
    assert.match(error.message, /A part ended with code 1 before it was ready[^]*no reason/)
    return true
  })
})
