import { coasts } from '#apps/console/operations/coasts.ts'
import { onMap, picture, placeOf } from '#apps/console/operations/places.ts'
import { healthOf } from '#apps/console/operations/region-look.ts'
import type { Region } from '#apps/console/operations/operations-queries.ts'

const colours = {
  plain: 'text-soft',
  info: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
} as const

/** Where the regions are, how they are, and whether changes flow between them. */
export function RegionMap({ regions }: { regions: readonly Region[] }) {
  const spots = regions.map((region) => ({ region, ...onMap(placeOf(region.name)) }))
  const [first, second] = spots
  const arePaired = regions.length > 1 && regions.every(({ standing }) => standing === 'paired')
  return (
    <svg
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      role="img"
      aria-label={regions
        .map((region) => `${placeOf(region.name).city}: ${healthOf(region).says}`)
        .join('. ')}
      className="h-full max-h-[30rem] w-full"
    >
      <g className="fill-sunken stroke-line" strokeWidth="1.5" strokeLinejoin="round">
        {Object.entries(coasts).map(([land, points]) => (
          <path key={land} d={outline(points)} />
        ))}
      </g>
      {first === undefined || second === undefined ? null : (
        <path
          d={`M${first.x} ${first.y}Q${(first.x + second.x) / 2 - 130} ${(first.y + second.y) / 2 + 110} ${second.x} ${second.y}`}
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={arePaired ? undefined : '3 12'}
          className={arePaired ? 'stroke-accent' : 'stroke-bad'}
        />
      )}
      {spots.map(({ region, x, y }) => {
        const { look, says } = healthOf(region)
        const { city } = placeOf(region.name)
        return (
          <g key={region.code} className={colours[look]}>
            <circle cx={x} cy={y} r="26" className="fill-current" opacity="0.16" />
            <circle cx={x} cy={y} r="11" className="fill-current stroke-card" strokeWidth="4" />
            <text x={x + 38} y={y - 2} className="fill-ink font-display text-[30px] font-semibold">
              {city}
            </text>
            <text x={x + 38} y={y + 26} className="fill-current text-[21px] font-semibold">
              {says}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function outline(points: readonly (readonly [number, number])[]): string {
  const dots = points.map(([longitude, latitude]) => {
    const { x, y } = onMap({ longitude, latitude })
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${dots.join('L')}Z`
}
