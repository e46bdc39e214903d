// What happens in each round of a campaign, drawn from its seed. The same seed and round give the same
// plan; how the store meets it is up to the machine.

import { seededRandom } from '#adapters/memory/random.ts'

/** What a fault takes away while it lasts. */
export const kinds = {
  'kill-region': 'region',
  'kill-database': 'region',
  'crash-node': 'region',
  'crash-database': 'region',
  'freeze-region': 'region',
  'freeze-node': 'region',
  'freeze-database': 'region',
  'full-disk': 'region',
  partition: 'link',
  'partition-one-way': 'link',
  'stream-cut': 'link',
  latency: 'nothing',
  'witness-away': 'witness',
  'world-crash': 'everything outside',
  'bank-away': 'bank',
  'bank-slow': 'bank',
  'bank-twice': 'nothing',
  'switch-over': 'nothing',
} as const

export type FaultKind = keyof typeof kinds

export interface PlannedFault {
  readonly kind: FaultKind
  /** The region it happens to, or as seen from which it happens. */
  readonly region: string
  /** Milliseconds since the shoppers began. */
  readonly atMs: number
  readonly lastsMs: number
  /** Of `latency`. */
  readonly roundTripMs?: number
  /** Of `partition-one-way`: what cannot pass, seen from the region. */
  readonly oneWay?: 'in' | 'out'
}

export interface RoundPlan {
  readonly seed: number
  readonly round: number
  readonly faults: readonly PlannedFault[]
  /** Whoever operates the store asks for everything twice at once. */
  readonly pressesTwice: boolean
}

/** Time for shoppers to be on their way when the first fault comes. */
const calmMs = 800
const spreadMs = 1_500
const regions = ['sin', 'syd']
/** The region on the small disk. */
export const smallDiskRegion = 'sin'
const roundTripMaxMs = 200

export function planRound(seed: number, round: number): RoundPlan {
  const random = seededRandom(seed + round * 2 ** 32)
  const below = (count: number) => Math.floor(random.fraction() * count)
  const from = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item
  const all = Object.keys(kinds) as FaultKind[]
  const first = from(all)
  const others = all.filter((kind) => kind !== first)
  const chosen = random.fraction() < 0.3 ? [first] : [first, from(others)]
  const faults = chosen.map((kind): PlannedFault => {
    const region = kind === 'full-disk' ? smallDiskRegion : from(regions)
    const atMs = calmMs + below(spreadMs)
    const lastsMs = from(spans(kind)) + below(600)
    if (kind === 'latency') {
      return { kind, region, atMs, lastsMs, roundTripMs: 20 + below(roundTripMaxMs - 19) }
    }
    if (kind === 'partition-one-way') {
      return { kind, region, atMs, lastsMs, oneWay: from(['in', 'out'] as const) }
    }
    return { kind, region, atMs, lastsMs }
  })
  return { seed, round, faults, pressesTwice: random.fraction() < 0.3 }
}

/** Shorter than the time after which a peer is given up, and longer than every time-out. */
function spans(kind: FaultKind): readonly number[] {
  if (kind === 'bank-slow' || kind === 'switch-over') return [1_500]
  if (kind === 'crash-node' || kind === 'crash-database' || kind === 'world-crash') return [0]
  if (kind === 'full-disk') return [3_000]
  if (kind === 'stream-cut') return [1_500, 7_000]
  return [200, 1_500, 4_500]
}

/** One line for people. */
export function describe({ kind, region, atMs, lastsMs, roundTripMs, oneWay }: PlannedFault) {
  const isOfRegion = kinds[kind] === 'region' || ['switch-over', 'stream-cut'].includes(kind)
  const where = isOfRegion ? ` ${region}` : ''
  const how =
    roundTripMs === undefined
      ? oneWay === undefined
        ? ''
        : ` (what goes ${oneWay === 'in' ? 'to' : 'from'} ${region})`
      : ` ${roundTripMs} ms`
  const lasts = lastsMs >= 600 || spans(kind)[0] !== 0 ? ` for ${seconds(lastsMs)} s` : ''
  return `${kind}${where}${how} at ${seconds(atMs)} s${lasts}`
}

/** Whether one region, the witness and the bank were there all along, so that selling could go on. */
export function someoneCanSell({ faults }: RoundPlan): boolean {
  const lost = faults.map(({ kind }) => kinds[kind])
  if (lost.includes('bank') || lost.includes('everything outside')) return false
  const harmed = new Set(faults.filter(({ kind }) => kinds[kind] === 'region').map((f) => f.region))
  if (harmed.size > 1) return false
  // Without the witness nobody can be told to go on alone.
  if (lost.includes('witness')) return harmed.size === 0 && !lost.includes('link')
  // Cut apart, either may have been told, also the one that is then harmed.
  return harmed.size === 0 || !lost.includes('link')
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1)
