import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning } from '#adapters/embedded/process-tree.ts'

const withinMs = 10_000
const child = `
  const { createLog } = await import('#kernel/telemetry/log.ts')
  const { leave } = await import('#runtime/leave.ts')
  const log = createLog({})
  process.on('disconnect', () => {
    for (const line of ['one is being written', 'one waits']) log.warn({}, line)
    leave(0)
  })
  process.send(process.pid)
`
const starter = `
  import { spawn } from 'node:child_process'
  const args = ['--input-type=module', '--eval', ${JSON.stringify(child)}]
  spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }).on('message', (pid) => {
    console.log(pid)
  })
`

test('a process whose starter was killed ends, with lines of its log that nobody reads', async () => {
  const started = spawn(process.execPath, ['--input-type=module', '--eval', starter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(started.stdout, 'data')) as [Buffer]
  const pid = Number(said.toString())
  started.kill('SIGKILL')
  try {
    const end = performance.now() + withinMs
    while (isRunning(pid) && performance.now() < end) await sleep(50)
    assert.equal(isRunning(pid), false)
  } finally {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL')
  }
})
