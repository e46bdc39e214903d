import { createServer } from 'node:net'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every port of a store on one machine, by what listens there. */
export type Ports = Readonly<Record<string, number>>

/**
 * Free ports, the same as last time where they are still free: connection strings and bookmarks stay
 * good over restarts. `preferred` is tried first, then the ports after it.
 */
export async function choosePorts(
  dir: string,
  names: readonly string[],
  preferred: Readonly<Record<string, number>>,
): Promise<Ports> {
  const file = join(dir, 'ports.json')
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Ports) : {}
  const taken = new Set<number>()
  const chosen: Record<string, number> = {}
  for (const name of names) {
    const wish = preferred[name]
    const candidates = wish === undefined ? [before[name] ?? 0] : consecutive(wish, 20)
    const port = await firstFree([...candidates, 0], taken)
    taken.add(port)
    chosen[name] = port
  }
  writeFileSync(file, `${JSON.stringify(chosen, null, 2)}\n`)
  return chosen
}

function consecutive(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, step) => first + step)
}

async function firstFree(
  candidates: readonly number[],
  taken: ReadonlySet<number>,
): Promise<number> {
  for (const candidate of candidates) {
    if (candidate !== 0 && taken.has(candidate)) continue
    const port = await tryPort(candidate)
    if (port !== null && !taken.has(port)) return port
  }
  throw new Error('no free port was found on 127.0.0.1')
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const found = typeof address === 'object' && address ? address.port : null
      server.close(() => resolve(found))
    })
  })
}
