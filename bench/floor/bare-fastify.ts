import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#adapters/embedded/free-port.ts'
import { startNode } from '#cli/up/start-node.ts'

export interface BareFastify {
  readonly url: string
  close(): Promise<void>
}

/** The floor for reads: Fastify, in a process of its own, with an answer it already has. */
export async function bareFastify(body: string): Promise<BareFastify> {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-floor-'))
  const port = await freePort()
  const node = await startNode({
    name: 'the floor for reads',
    file: new URL('bare-fastify-main.ts', import.meta.url).pathname,
    env: { MERIDIAN_FLOOR: JSON.stringify({ port, body }) },
    logFile: join(dir, 'log'),
    readyWithinMs: 20_000,
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      node.signal('SIGTERM')
      await node.exited
      await rm(dir, { recursive: true, force: true })
    },
  }
}
