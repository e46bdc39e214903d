import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isRunning, programOf } from '#adapters/embedded/process-tree.ts'
import type { Rights } from '#adapters/embedded/without-root.ts'
import { ok, warn, type Check } from '#cli/doctor/check.ts'
import { storeFile, type StoreFile } from '#cli/running-store.ts'
import { knownRegions } from '#cli/up/topology.ts'

const name = 'Processes'

/** What runs for this data folder: a store, nothing, or what a killed store has left. */
export function checkLeftovers(dir: string, { dataPlace }: Pick<Rights, 'dataPlace'>): Check {
  const store = readStore(dir)
  if (store !== null && isRunning(store.pid)) {
    return ok(name, `a store is running: ${store.edge}, process ${store.pid}`)
  }
  const servers = knownRegions.flatMap(({ code }) =>
    serverOf(dataPlace(join(resolve(dir), code, 'postgres'))),
  )
  if (servers.length > 0) {
    return warn(
      name,
      `PostgreSQL of an earlier store still runs: ${servers.join(', ')}`,
      'the next start stops it; if its store was just stopped, it is about to end',
    )
  }
  return store === null
    ? ok(name, 'none is left from an earlier store')
    : warn(
        name,
        `an earlier store (process ${store.pid}) ended without being stopped`,
        'nothing: the next start recovers its data',
      )
}

/** The port of the front door of the store that runs for this data folder. */
export function frontDoorOf(dir: string): number | null {
  const store = readStore(dir)
  return store !== null && isRunning(store.pid) ? Number(new URL(store.edge).port) : null
}

function readStore(dir: string): StoreFile | null {
  try {
    return JSON.parse(readFileSync(storeFile(dir), 'utf8')) as StoreFile
  } catch {
    return null
  }
}

/** The process of the server that uses a folder; its file may be left from one that was killed. */
function serverOf(folder: string): number[] {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return []
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return pid > 0 && isRunning(pid) && programOf(pid)?.startsWith('postgres') === true ? [pid] : []
}
