// One trace has spans in both regions: each remembers its part, and here they are put together.

import { instantOf } from '#kernel/core/instant.ts'
import type { FromRegions, PartOfTrace, TracedSpan } from '#kernel/ports/operations.ts'
import type { SpanView, TraceView } from '#services/operations/contract.ts'

type Part = FromRegions<PartOfTrace>['items'][number]

/** The newest first. */
export function tracesOf(parts: readonly Part[]): TraceView[] {
  const byId = Map.groupBy(parts, ({ traceId }) => traceId)
  return [...byId.values()]
    .map(traceOf)
    .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
}

function traceOf(parts: readonly Part[]): TraceView {
  const sorted = parts.toSorted((one, other) => rank(one) - rank(other))
  const [root] = sorted
  if (root === undefined) throw new Error('a trace has a part')
  const startMs = Math.min(...parts.map(({ first }) => first.startMs))
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0)
  return {
    id: root.traceId,
    name: root.first.name,
    status: root.status,
    startedAt: instantOf(startMs),
    answeredMs: root.first.ms,
    ms: Math.max(...parts.map(({ endMs }) => endMs)) - startMs,
    spans: sum(({ spans }) => spans),
    failed: sum(({ failed }) => failed),
    regions: sorted.map(({ region }) => region),
  }
}

/** The part in which the trace begins before all others, then by time: clocks of two regions may differ. */
const rank = ({ first }: Part): number => (first.parentId === null ? 0 : first.startMs)

type Span = FromRegions<TracedSpan>['items'][number]

/** Each after the one that it is part of, siblings by time. */
export function waterfall(spans: readonly Span[]): SpanView[] {
  const known = new Set(spans.map(({ spanId }) => spanId))
  const below = Map.groupBy(
    spans.toSorted((one, other) => one.startMs - other.startMs),
    // What began it may be a client, the front door, or a region that does not answer.
    ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null),
  )
  const startMs = Math.min(...spans.map((span) => span.startMs))
  const shown = (parent: string | null, depth: number): SpanView[] =>
    (below.get(parent) ?? []).flatMap((span) => [
      viewOf(span, depth, startMs),
      ...shown(span.spanId, depth + 1),
    ])
  return shown(null, 0)
}

function viewOf(span: Span, depth: number, startMs: number): SpanView {
  const { spanId, parentId, name, kind, service, region, ms, error, attributes } = span
  const offsetMs = span.startMs - startMs
  const texts = Object.entries(attributes).map(([key, value]) => [key, String(value)])
  return {
    id: spanId,
    parentId,
    depth,
    name,
    kind,
    service,
    region,
    offsetMs,
    ms,
    error,
    attributes: Object.fromEntries(texts),
  }
}
