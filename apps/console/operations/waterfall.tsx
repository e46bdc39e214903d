import type { CSSProperties } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { duration } from '#apps/console/app/format.ts'
import { Facts } from '#apps/console/app/page.tsx'
import type { Span } from '#apps/console/operations/operations-queries.ts'

interface Shown {
  readonly totalMs: number
  /** Id of the span whose facts are shown. */
  readonly open: string | undefined
  readonly onOpen: (id: string | undefined) => void
}

/** Deeper ones are not moved in any further: the name needs the room. */
const indentMax = 14
const narrowestPercent = 0.6
const quarters = [0, 0.25, 0.5, 0.75, 1]

/** Lists within lists, so that whoever cannot see the bars hears what is part of what. */
export function Waterfall({ spans, ...shown }: Shown & { readonly spans: readonly Span[] }) {
  const ids = new Set(spans.map(({ id }) => id))
  const below = Map.groupBy(spans, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  )
  return (
    <div className="overflow-hidden rounded-2xl border border-line bg-card">
      <Axis totalMs={shown.totalMs} />
      <Spans of={below.get(null) ?? []} {...{ below, ...shown }} label="Spans of this trace" />
    </div>
  )
}

type Below = ReadonlyMap<string | null, readonly Span[]>
type Branch = Shown & { readonly below: Below }

function Spans({
  of,
  label,
  ...branch
}: Branch & { readonly of: readonly Span[]; readonly label?: string }) {
  return (
    // A list without marks is none to some screen readers unless it says so.
    <ol role="list" aria-label={label}>
      {of.map((span) => (
        <li key={span.id}>
          <Line {...{ span, ...branch }} />
          {branch.below.has(span.id) ? (
            <Spans of={branch.below.get(span.id) ?? []} {...branch} />
          ) : null}
        </li>
      ))}
    </ol>
  )
}

const columns = 'lg:grid lg:grid-cols-[minmax(0,26rem)_6rem_1fr] lg:items-center lg:gap-4'

function Line({ span, totalMs, open, onOpen }: Branch & { readonly span: Span }) {
  const { id, name, service, region, depth, ms, offsetMs, error } = span
  const isOpen = open === id
  const facts = `span-${id}`
  return (
    <div className="border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={facts}
        onClick={() => onOpen(isOpen ? undefined : id)}
        className={`w-full px-3 py-1.5 text-left text-sm hover:bg-sunken/60 sm:px-4 ${columns}`}
      >
        <span
          className="flex min-w-0 items-center gap-2 ps-[calc(var(--depth)*0.3rem)] lg:ps-[calc(var(--depth)*0.65rem)]"
          style={{ '--depth': Math.min(depth, indentMax) } as CSSProperties}
        >
          <Icon
            name="right"
            className={`size-3.5 shrink-0 text-soft transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="min-w-0 flex-1">
            <span className="block font-medium [overflow-wrap:anywhere]">{name}</span>
            <span className="block text-xs text-soft">
              {service === null ? '' : `${service}, `}
              {region}
              <span className="sr-only">, begins after {duration(offsetMs)}</span>
            </span>
          </span>
          {error === null ? null : <Badge look="bad">failed</Badge>}
          <span className="shrink-0 text-xs text-soft tabular-nums lg:hidden">{duration(ms)}</span>
        </span>
        <span className="text-right text-xs text-soft tabular-nums max-lg:hidden">
          {duration(ms)}
        </span>
        <Bar {...{ span, totalMs }} />
      </button>
      <div id={facts} hidden={!isOpen} className="border-t border-line bg-sunken/50 px-4 py-3">
        {isOpen ? <SpanFacts {...{ span }} /> : null}
      </div>
    </div>
  )
}

function Bar({ span: { offsetMs, ms, error }, totalMs }: { span: Span; totalMs: number }) {
  const percent = (part: number) => (totalMs > 0 ? (part / totalMs) * 100 : 0)
  const width = Math.max(narrowestPercent, percent(ms))
  return (
    <span aria-hidden="true" className="mt-1 block h-2.5 rounded-full bg-sunken lg:mt-0">
      <span
        className={`block h-full rounded-full ${error === null ? 'bg-accent' : 'bg-bad'}`}
        style={{
          marginInlineStart: `${Math.min(percent(offsetMs), 100 - narrowestPercent)}%`,
          width: `${Math.min(width, 100 - Math.min(percent(offsetMs), 100 - narrowestPercent))}%`,
        }}
      />
    </span>
  )
}

function Axis({ totalMs }: { totalMs: number }) {
  return (
    <div aria-hidden="true" className={`px-3 py-2 text-xs text-soft sm:px-4 ${columns}`}>
      <span className="font-semibold max-lg:hidden">Span</span>
      <span className="text-right font-semibold max-lg:hidden">Took</span>
      <span className="flex justify-between tabular-nums">
        {quarters.map((share) => (
          <span key={share}>{duration(totalMs * share)}</span>
        ))}
      </span>
    </div>
  )
}

function SpanFacts({ span: { id, kind, offsetMs, ms, error, attributes } }: { span: Span }) {
  return (
    <div className="max-w-2xl space-y-3">
      {error === null ? null : (
        <p className="text-sm font-medium text-bad [overflow-wrap:anywhere]">{error}</p>
      )}
      <Facts
        of={[
          ['Begins after', duration(offsetMs)],
          ['Takes', duration(ms)],
          ['Kind', kind],
          ['Span', id],
          ...Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        ]}
      />
    </div>
  )
}
