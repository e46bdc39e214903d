// The process of the world: a JSON configuration (WorldConfig) in MERIDIAN_WORLD, or in the file
// named by the first argument. One JSON line says that everything is ready, or why it is not.

import { readFile } from 'node:fs/promises'
import { startTracing } from '#adapters/embedded/tracing.ts'
import { startWorld, type WorldConfig } from '#world/world.ts'

const [, , file] = process.argv
const text = file === undefined ? process.env['MERIDIAN_WORLD'] : await readFile(file, 'utf8')

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

if (text === undefined) {
  say({ ready: false, error: 'name a configuration file, or set MERIDIAN_WORLD' })
  process.exit(2)
}

try {
  const tracing = await startTracing({ service: 'meridian-edge', environment: process.env })
  const world = await startWorld(JSON.parse(text) as WorldConfig)
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await world.close()
    await tracing?.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  // Ctrl-C reaches every process of the terminal; the one that started this one, if any, decides.
  process.on('SIGINT', () => {
    if (!process.connected) void stop()
  })
  process.on('disconnect', () => void stop())
  // Whoever started this may have gone meanwhile.
  if (process.connected === false) await stop()
  say({ ready: true, pid: process.pid, ...world.addresses })
} catch (error) {
  say({ ready: false, error: messageOf(error) })
  process.exit(1)
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`
}
