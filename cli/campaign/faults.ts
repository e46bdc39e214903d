// How each kind of fault is brought about on a running store, and taken back. Everything here acts on
// real processes, disks and sockets.

import { childrenOf, signal } from '#adapters/embedded/process-tree.ts'
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
  begin(ground: Ground, planned: PlannedFault): Promise<void>
  end(ground: Ground, planned: PlannedFault): Promise<void>
}

interface Processes {
  readonly world: number | null
  readonly regions: readonly {
    readonly code: string
    readonly node: number | null
    readonly postgres: number | null
  }[]
}

/** Longer than the shop waits for the bank. */
const slowMs = 2_500
const switchMs = 15_000

const nothing = async (): Promise<void> => undefined

const faults: Readonly<Record<FaultKind, Fault>> = {
  'kill-region': {
    begin: ({ store }, { region }) => tell(store, `/kill/${region}`),
    end: ({ store }, { region }) => tell(store, `/revive/${region}`),
  },
  'kill-database': {
    begin: ({ store }, { region }) => tell(store, `/kill/${region}`, { part: 'postgres' }),
    end: ({ store }, { region }) => tell(store, `/revive/${region}`),
  },
  // The store starts again what ends by itself.
  'crash-node': {
    begin: async ({ store }, { region }) => toNode(store, region, 'SIGKILL'),
    end: nothing,
  },
  'crash-database': {
    // What PostgreSQL calls an immediate shutdown: no checkpoint, recovery at the next start.
    begin: async ({ store }, { region }) => {
      for (const pid of await idsOf(store, region, 'postgres')) signal(pid, 'SIGQUIT')
    },
    end: nothing,
  },
  'freeze-region': {
    begin: ({ store }, { region }) => tell(store, `/pause/${region}`),
    end: ({ store }, { region }) => tell(store, `/resume/${region}`),
  },
  'freeze-node': {
    begin: ({ store }, { region }) => toNode(store, region, 'SIGSTOP'),
    end: ({ store }, { region }) => toNode(store, region, 'SIGCONT'),
  },
  'freeze-database': {
    begin: ({ store }, { region }) => toDatabase(store, region, 'SIGSTOP'),
    end: ({ store }, { region }) => toDatabase(store, region, 'SIGCONT'),
  },
  'full-disk': {
    begin: async ({ disk }) => disk?.fill(),
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
      if (world !== null) signal(world, 'SIGKILL')
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
    begin: ({ store }, { region }) => handOver(store, region, region),
    end: ({ store }, { region }) => handOver(store, otherThan(store, region), region),
  },
}

/** @throws Error when the store cannot do it now, as with two faults of one process */
export function begin(ground: Ground, planned: PlannedFault): Promise<void> {
  return faults[planned.kind].begin(ground, planned)
}

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

/** Whether a fault cannot be had on this machine. */
export function isOutOfReach({ disk }: Ground, { kind, region }: PlannedFault): boolean {
  return kind === 'full-disk' && (disk === null || region !== smallDiskRegion)
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

async function toNode(store: StoreFile, code: string, name: NodeJS.Signals): Promise<void> {
  for (const pid of await idsOf(store, code, 'node')) signal(pid, name)
}

async function toDatabase(store: StoreFile, code: string, name: NodeJS.Signals): Promise<void> {
  for (const pid of await idsOf(store, code, 'postgres')) {
    for (const each of [pid, ...childrenOf(pid)]) signal(each, name)
  }
}

/** None while it does not run. */
async function idsOf(
  store: StoreFile,
  code: string,
  what: 'node' | 'postgres',
): Promise<readonly number[]> {
  const { regions } = await control<Processes>(store, 'GET', '/processes')
  const pid = regions.find((region) => region.code === code)?.[what] ?? null
  return pid === null ? [] : [pid]
}

async function handOver(store: StoreFile, from: string, home: string): Promise<void> {
  const { serves } = await askRegion<RegionReport>(store, from, 'report', {}, 3_000)
  if (serves.includes(home)) await askRegion(store, from, 'hand-over', { home }, switchMs)
}

function otherThan(store: StoreFile, code: string): string {
  return store.regions.find((region) => region.code !== code)?.code ?? code
}
