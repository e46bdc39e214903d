import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, isFree } from '#adapters/embedded/free-port.ts'

/** Every port of a store on one machine, by what listens there. */
export type Ports = Readonly<Record<string, number>>

/** What listens in a store with these regions, and what leads from one region to another. */
export function portNames(codes: readonly string[]): string[] {
  const names = ['edge', 'witness', 'bank', 'carrier', 'mailbox', 'world', 'control']
  for (const code of codes) names.push(`${code}/http`, `${code}/ledger`)
  for (const code of codes) names.push(`->${code}/http`, `->${code}/ledger`)
  return names
}

/**
 * Free ports, the same as last time where they are still free: connection strings and bookmarks stay
 * good over restarts. `preferred` is tried first, then the ports after it; 0 prefers none.
 */
export async function choosePorts(
  dir: string,
  names: readonly string[],
  preferred: Readonly<Record<string, number>>,
): Promise<Ports> {
  const file = join(dir, 'ports.json')
  const before = portsIn(file)
  const taken = new Set<number>()
  const chosen: Record<string, number> = {}
  for (const name of names) {
    const wish = preferred[name]
    const candidates = wish ? consecutive(wish, 20) : [before[name] ?? 0]
    const port = await firstFree(candidates, taken)
    taken.add(port)
    chosen[name] = port
  }
  writeFileSync(file, `${JSON.stringify(chosen, null, 2)}\n`)
  return chosen
}

/** The ports of the last time; none when they cannot be read, as they only serve convenience. */
function portsIn(file: string): Ports {
  try {
    const known: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof known !== 'object' || known === null) return {}
    return Object.fromEntries(Object.entries(known).filter(([, port]) => isPort(port)))
  } catch {
    return {}
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 65_535
}

function consecutive(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, step) => first + step)
}

async function firstFree(
  candidates: readonly number[],
  taken: ReadonlySet<number>,
): Promise<number> {
  for (const candidate of candidates) {
    if (isPort(candidate) && !taken.has(candidate) && (await isFree(candidate))) return candidate
  }
  for (;;) {
    const port = await freePort()
    if (!taken.has(port)) return port
  }
}
