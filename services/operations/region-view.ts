import type { RegionReport, RegionSight } from '#kernel/ports/operations.ts'
import type { RegionView } from '#services/operations/contract.ts'

const silence = {
  standing: 'silent',
  epoch: null,
  serves: [],
  adopted: [],
  frozen: [],
  durability: null,
  writesHalted: null,
  lagBytes: null,
  receiving: null,
  conflicts: null,
  pending: 0,
  dead: 0,
  oldestDueAt: null,
  memoryMb: null,
} satisfies Partial<RegionView>

export function regionViews(sights: readonly RegionSight[]): RegionView[] {
  return sights.map((sight) => {
    const { code, name, report } = sight
    const can = whatCanBeAsked(sight, sights)
    return report === null ? { code, name, ...silence, can } : { code, name, ...seen(report), can }
  })
}

function seen(report: RegionReport): Omit<RegionView, 'code' | 'name' | 'can'> {
  const { standing, epoch, serves, durability, writesHalted, stream, deliveries, memoryMb } = report
  return {
    standing,
    epoch,
    serves: [...serves],
    adopted: Object.keys(report.adopted),
    frozen: Object.keys(report.frozen),
    durability,
    writesHalted,
    lagBytes: stream?.lagBytes ?? null,
    receiving: stream?.receiving ?? null,
    conflicts: stream?.conflicts ?? null,
    pending: deliveries.pending,
    dead: deliveries.dead,
    oldestDueAt: deliveries.oldestDueAt,
    memoryMb,
  }
}

function whatCanBeAsked(
  { code, report }: RegionSight,
  sights: readonly RegionSight[],
): RegionView['can'] {
  const other = sights.find((each) => each.code !== code)
  if (other === undefined) return []
  if (report === null || report.standing === 'out') return ['rejoin']
  if (report.standing !== 'paired' || other.report?.standing !== 'paired') return []
  return [
    ...(report.serves.length > 0 ? (['evacuate'] as const) : []),
    ...(other.report.serves.includes(code) ? (['hand-back'] as const) : []),
  ]
}
