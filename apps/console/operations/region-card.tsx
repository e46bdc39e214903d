import { useState } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Button } from '#apps/ui/button.tsx'
import { bytes, count, time } from '#apps/console/app/format.ts'
import { Facts } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'
import type { Region } from '#apps/console/operations/operations-queries.ts'
import { cityOf } from '#apps/console/operations/places.ts'
import { RegionAction, type RegionAct } from '#apps/console/operations/region-action.tsx'
import { healthOf } from '#apps/console/operations/region-look.ts'

const labels: Readonly<Record<RegionAct, string>> = {
  evacuate: 'Evacuate',
  'hand-back': 'Hand its home back',
  rejoin: 'Rejoin',
}

export function RegionCard({ region, all }: { region: Region; all: readonly Region[] }) {
  const may = useMay()
  const [act, setAct] = useState<RegionAct | null>(null)
  const { look, says } = healthOf(region)
  return (
    <section
      data-code={region.code}
      data-standing={region.standing}
      data-serves={region.serves.join(' ')}
      className="rounded-2xl border border-line bg-card p-5"
    >
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h2 className="display text-xl">{cityOf(region.name)}</h2>
        <Badge {...{ look }}>{says}</Badge>
      </div>
      <p className="mb-4 text-sm text-soft">
        {region.name} · {region.code}
      </p>
      {region.writesHalted === null ? null : (
        <p className="mb-4 rounded-xl bg-warn-soft px-3.5 py-2.5 text-sm text-warn">
          Writes wait: {region.writesHalted}
        </p>
      )}
      {region.standing === 'silent' ? (
        <p className="text-sm text-soft">
          It does not answer. The other region asks the witness and goes on alone; bring this one
          back when its machines are there again.
        </p>
      ) : (
        <Facts of={factsOf(region)} />
      )}
      {may('operations:write') && region.can.length > 0 ? (
        <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
          {region.can.map((each) => (
            <Button key={each} look="plain" size="small" onClick={() => setAct(each)}>
              {labels[each]}
            </Button>
          ))}
        </div>
      ) : null}
      {act === null ? null : (
        <RegionAction {...{ act, region, all }} onClose={() => setAct(null)} />
      )}
    </section>
  )
}

function factsOf(region: Region): readonly (readonly [string, string])[] {
  const { standing, epoch, serves, lagBytes, receiving, conflicts, pending, dead } = region
  return [
    ['Standing', `${standing}, epoch ${epoch ?? '?'}`],
    ['Writes for', serves.length === 0 ? 'nobody: reads only' : serves.join(', ')],
    ['Peer is behind by', lagBytes === null ? 'not connected' : bytes(lagBytes)],
    ['Changes of the peer', receiving === true ? 'arrive' : 'do not arrive'],
    ['Conflicts', count(conflicts ?? 0)],
    ['Deliveries waiting', count(pending)],
    ['Dead letters', count(dead)],
    ...(region.oldestDueAt === null ? [] : [['Oldest due', time(region.oldestDueAt)] as const]),
    ...(region.durability === null ? [] : [['Durability', region.durability] as const]),
    ...(region.frozen.length === 0
      ? []
      : [['Stock held back of', region.frozen.join(', ')] as const]),
    ['Memory', region.memoryMb === null ? '?' : `${count(region.memoryMb)} MB`],
  ]
}
