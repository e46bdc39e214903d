// Node processes of a store: each prints one line of JSON when it is ready.

import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { PortTaken } from '#adapters/embedded/free-port.ts'
import { CommandError } from '#cli/command.ts'

/** How long a stopping process may finish what it took. */
const stopMs = 10_000

export interface NodeProcess {
  readonly pid: number
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  signal(signal: NodeJS.Signals): void
}

/**
 * Starts a TypeScript file with its configuration in the environment; resolves when it has printed
 * `{"ready":true,…}`. Everything else it prints goes to the log file.
 * @throws CommandError with the last lines of the log when it ends before it is ready; PortTaken when that
 * is because somebody else listens at one of its ports
 */
export async function startNode(options: {
  name: string
  file: string
  env: Readonly<Record<string, string>>
  logFile: string
  readyWithinMs: number
}): Promise<NodeProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=32', options.file],
    { env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const last: string[] = []
  const log = createWriteStream(options.logFile, { flags: 'a' })
  const keep = (line: string) => {
    log.write(`${line}\n`)
    last.push(line)
    if (last.length > 12) last.shift()
  }
  const ready = Promise.withResolvers<void>()
  createInterface({ input: mustHave(child.stdout) }).on('line', (line) => {
    if (line.startsWith('{"ready":true')) ready.resolve()
    keep(line)
  })
  createInterface({ input: mustHave(child.stderr) }).on('line', keep)
  const timer = setTimeout(() => {
    ready.reject(
      new CommandError(`${options.name} was not ready within ${options.readyWithinMs} ms`, 1),
    )
  }, options.readyWithinMs)
  void exited.then(({ code, signal }) => {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
    const says = last.join('\n')
    const what = `${options.name} ${how} before it was ready:\n${says}`
    ready.reject(says.includes('EADDRINUSE') ? new PortTaken(what) : new CommandError(what, 1))
    log.end()
  })
  try {
    await ready.promise
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
  }
  return { pid: pidOf(child), exited, signal: (signal) => void child.kill(signal) }
}

/** SIGTERM, and SIGKILL when what it took is not finished in time. */
export async function stopNode(node: NodeProcess | null): Promise<void> {
  if (node === null) return
  node.signal('SIGTERM')
  const timer = setTimeout(() => node.signal('SIGKILL'), stopMs)
  await node.exited
  clearTimeout(timer)
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process could not be started')
  return child.pid
}

function mustHave<T>(stream: T | null): T {
  if (stream === null) throw new Error('the child has no output')
  return stream
}
