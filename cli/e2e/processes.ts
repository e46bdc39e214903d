import { readdirSync, readFileSync } from 'node:fs'
import { until } from '#cli/e2e/until.ts'
import { control, isAlive, type StoreFile } from '#cli/running-store.ts'

interface Pids {
  readonly code: string
  readonly node: number | null
  readonly postgres: number | null
}

interface Known {
  readonly world: number | null
  readonly regions: readonly Pids[]
}

export async function pidsOf(store: StoreFile, code: string): Promise<Pids> {
  const { regions } = await control<Known>(store, 'GET', '/processes')
  const found = regions.find((region) => region.code === code)
  if (found === undefined) throw new Error(`the store has no processes of ${code}`)
  return found
}

/** null while it does not run. */
export async function worldPid(store: StoreFile): Promise<number | null> {
  return (await control<Known>(store, 'GET', '/processes')).world
}

/** Everything that a store runs: what its supervisor has started, and what that has started. */
export async function allPids(store: StoreFile): Promise<number[]> {
  const { regions, world } = await control<Known>(store, 'GET', '/processes')
  const known = [world, ...regions.flatMap(({ node, postgres }) => [node, postgres])]
  return [...new Set([...known.filter((pid) => pid !== null), ...descendantsOf(store.pid)])]
}

export function untilGone(pids: readonly number[]): Promise<unknown> {
  return until('no process is left', async () => !pids.some(isAlive))
}

/** Only Linux tells; elsewhere what the supervisor knows has to do. */
function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : []) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      parents.set(Number(name), Number(parent))
    } catch {
      // No process, or one that has just ended.
    }
  }
  const found: number[] = []
  for (const seeds = [pid]; seeds.length > 0;) {
    const seed = seeds.pop()
    for (const [child, parent] of parents) {
      if (parent !== seed) continue
      found.push(child)
      seeds.push(child)
    }
  }
  return found
}
