// How each kind of fault is brought about on a running store, and taken back. Everything here acts on
// real processes, disks and sockets.

import { saysOf } from '#kernel/core/fault.ts'
import { childrenOf, isRunning, signal } from '#adapters/embedded/process-tree.ts'
import { kinds, smallDiskRegion, type FaultKind, type PlannedFault } from '#cli/campaign/plan.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, type StoreFile } from '#cli/running-store.ts'
import type { SmallDisk } from '#cli/small-disk.ts'
import { worldControl, type WorldControl } from '#cli/up/world-control.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

/** What faults act on. */
export interface Ground {
  readonly store: StoreFile
  /** Null where it cannot be had. */
  readonly disk: SmallDisk | null
}

interface Fault {
  /** @throws Error when nothing came of it */
  begin(ground: Ground, planned: PlannedFault): Promise<void>
  end(ground: Ground, planned: PlannedFault): Promise<void>
}

/** What the store says of its own processes. */
export interface Processes {
  readonly world: number | null
  readonly regions: readonly {
    readonly code: string
    readonly node: number | null
    readonly postgres: number | null
    /** All of it stands still. */
    readonly paused: boolean
  }[]
}

/** Longer than the shop waits for the bank. */
const slowMs = 2_500
const switchMs = 15_000

const nothing = async (): Promise<void> => undefined

const faults: Readonly<Record<FaultKind, Fault>> = {
  'kill-region': {
    begin: async ({ store }, { region }) => {
      const { node, postgres } = await processesOf(store, region)
      insistRuns(`anything of ${region}`, [node, postgres])
      await tell(store, `/kill/${region}`)
    },
    end: ({ store }, { region }) => tell(store, `/revive/${region}`),
  },
  'kill-database': {
    begin: async ({ store }, { region }) => {
      const { postgres } = await processesOf(store, region)
      insistRuns(`the PostgreSQL of ${region}`, [postgres])
      await tell(store, `/kill/${region}`, { part: 'postgres' })
    },
    end: ({ store }, { region }) => tell(store, `/revive/${region}`),
  },
  // The store starts again what ends by itself.
  'crash-node': {
    begin: async ({ store }, { region }) => {
      const { node } = await processesOf(store, region)
      for (const pid of insistRuns(`the Node process of ${region}`, [node])) signal(pid, 'SIGKILL')
    },
    end: nothing,
  },
  'crash-database': {
    // What PostgreSQL calls an immediate shutdown: no checkpoint, recovery at the next start.
    begin: async ({ store }, { region }) => {
      const { postgres } = await processesOf(store, region)
      for (const pid of insistRuns(`the PostgreSQL of ${region}`, [postgres]))
        signal(pid, 'SIGQUIT')
    },
    end: nothing,
  },
  'freeze-region': {
    begin: ({ store }, { region }) => tell(store, `/pause/${region}`),
    end: ({ store }, { region }) => tell(store, `/resume/${region}`),
  },
  'freeze-node': {
    begin: async ({ store }, { region }) => {
      const { node, paused } = await processesOf(store, region)
      if (paused) throw new Error(`all of ${region} stands still already`)
      for (const pid of insistRuns(`the Node process of ${region}`, [node])) signal(pid, 'SIGSTOP')
    },
    end: async ({ store }, { region }) => {
      const { node } = await processesOf(store, region)
      if (node !== null) signal(node, 'SIGCONT')
    },
  },
  'freeze-database': {
    begin: async ({ store }, { region }) => {
      const { postgres, paused } = await processesOf(store, region)
      if (paused) throw new Error(`all of ${region} stands still already`)
      insistRuns(`the PostgreSQL of ${region}`, [postgres])
      toDatabase(postgres, 'SIGSTOP')
    },
    end: async ({ store }, { region }) => {
      toDatabase((await processesOf(store, region)).postgres, 'SIGCONT')
    },
  },
  'full-disk': {
    begin: async ({ disk }, { region }) => {
      if (disk === null) throw new Error('no disk can be filled here')
      if (region !== smallDiskRegion) throw new Error(`${region} is not on the small disk`)
      disk.fill()
    },
    end: async ({ disk }) => disk?.free(),
  },
  partition: {
    begin: ({ store }) => tell(store, '/partition'),
    end: ({ store }) => tell(store, '/heal'),
  },
  'partition-one-way': {
    begin: ({ store }, { region, oneWay }) => tell(store, `/partition/${region}`, { oneWay }),
    end: ({ store }) => tell(store, '/heal'),
  },
  'stream-cut': {
    // What the region commits does not reach the other's database; the regions see each other.
    begin: ({ store }, { region }) => worldOf(store).link(`->${region}/ledger`, { cut: 'both' }),
    end: ({ store }, { region }) => worldOf(store).link(`->${region}/ledger`, { cut: null }),
  },
  latency: {
    begin: ({ store }, { roundTripMs = 0 }) => tell(store, '/latency', { roundTripMs }),
    end: ({ store }) => tell(store, '/latency', { roundTripMs: 0 }),
  },
  'witness-away': {
    begin: ({ store }) => tell(store, '/witness-kill'),
    end: ({ store }) => tell(store, '/witness-revive'),
  },
  'world-crash': {
    begin: async ({ store }) => {
      const { world } = await control<Processes>(store, 'GET', '/processes')
      for (const pid of insistRuns('the world', [world])) signal(pid, 'SIGKILL')
    },
    end: nothing,
  },
  'bank-away': {
    begin: ({ store }) => toBank(store, { down: true }),
    end: ({ store }) => toBank(store, { down: false }),
  },
  'bank-slow': {
    begin: ({ store }) => toBank(store, { slowMs }),
    end: ({ store }) => toBank(store, { slowMs: 0 }),
  },
  'bank-twice': {
    begin: ({ store }) => toBank(store, { answerTwice: true }),
    end: ({ store }) => toBank(store, { answerTwice: false }),
  },
  'switch-over': {
    begin: async ({ store }, { region }) => {
      if (!(await handOver(store, region, region))) {
        throw new Error(`${region} does not serve its home`)
      }
    },
    end: async ({ store }, { region }) => {
      await handOver(store, otherThan(store, region), region)
    },
  },
}

/**
 * Returns once it has happened.
 * @throws Error when nothing came of it: it cannot be had here, or what it would happen to is not there
 */
export function begin(ground: Ground, planned: PlannedFault): Promise<void> {
  return faults[planned.kind].begin(ground, planned)
}

/** What never began, or is over already, is no error. */
export function end(ground: Ground, planned: PlannedFault): Promise<void> {
  return faults[planned.kind].end(ground, planned)
}

/** Takes everything back that may still be there, and starts what is missing. */
export async function heal(ground: Ground): Promise<void> {
  const { store } = ground
  const wholes = Object.keys(kinds).flatMap((kind) => (kind === 'switch-over' ? [] : [kind]))
  for (const kind of wholes as FaultKind[]) {
    const places = kinds[kind] === 'region' ? store.regions : store.regions.slice(0, 1)
    for (const { code } of places) {
      await end(ground, { kind, region: code, atMs: 0, lastsMs: 0 })
    }
  }
}

async function tell(store: StoreFile, path: string, body: unknown = {}): Promise<void> {
  await control(store, 'POST', path, body)
}

function toBank(
  store: StoreFile,
  change: { down?: boolean; slowMs?: number; answerTwice?: boolean },
): Promise<void> {
  return worldOf(store).fault('bank', change)
}

function worldOf({ worldControl: { url, token } }: StoreFile): WorldControl {
  return worldControl(url, token)
}

async function processesOf(store: StoreFile, code: string): Promise<Processes['regions'][number]> {
  const { regions } = await control<Processes>(store, 'GET', '/processes')
  const found = regions.find((region) => region.code === code)
  return found ?? { code, node: null, postgres: null, paused: false }
}

/** @returns those that run @throws Error when none does */
function insistRuns(what: string, pids: readonly (number | null)[]): readonly number[] {
  const running = pids.filter((pid) => pid !== null).filter(isRunning)
  if (running.length === 0) throw new Error(`${what} does not run`)
  return running
}

function toDatabase(postgres: number | null, name: NodeJS.Signals): void {
  if (postgres === null) return
  for (const each of [postgres, ...childrenOf(postgres)]) signal(each, name)
}

/** @returns whether that region served the home */
async function handOver(store: StoreFile, from: string, home: string): Promise<boolean> {
  const { serves } = await askRegion<RegionReport>(store, from, 'report', {}, 3_000)
  if (!serves.includes(home)) return false
  try {
    await askRegion(store, from, 'hand-over', { home }, switchMs)
  } catch (error) {
    // It may have come some of the way.
    const says = saysOf(error)
    throw new Error(`asked for, and not finished: ${says}`, { cause: error })
  }
  return true
}

function otherThan(store: StoreFile, code: string): string {
  return store.regions.find((region) => region.code !== code)?.code ?? code
}
