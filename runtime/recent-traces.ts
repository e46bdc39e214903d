// The last traces of this process, for operators who have no collector of traces, or do not want to leave the
// console for it. Bounded by count and age, and gone with the process.

import { minutes } from '#kernel/core/instant.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { PartOfTrace, TracedSpan } from '#kernel/ports/operations.ts'
import { serviceOf } from '#runtime/service-of-span.ts'

interface Kept {
  readonly traceId: string
  /** When its first span ended here. */
  readonly sinceMs: number
  readonly spans: TracedSpan[]
}

export interface TraceLimits {
  /** Traces in which something changed, failed or was slow. */
  readonly notable: number
  /** Quick reads, of which a shop has a thousand for each order: they must not push the orders out. */
  readonly plain: number
  readonly spans: number
  /** What one trace says beyond this is left out. */
  readonly spansOfOne: number
  readonly ageMs: number
}

const slowMs = 250
const usual: TraceLimits = {
  notable: 400,
  plain: 200,
  spans: 10_000,
  spansOfOne: 200,
  ageMs: minutes(60),
}

export class RecentTraces {
  readonly #clock: Pick<Clock, 'now'>
  readonly #limits: TraceLimits
  readonly #notable = new Map<string, Kept>()
  readonly #plain = new Map<string, Kept>()
  #spans = 0

  constructor(clock: Pick<Clock, 'now'>, limits: Partial<TraceLimits> = {}) {
    this.#clock = clock
    this.#limits = { ...usual, ...limits }
  }

  keep(ended: Omit<TracedSpan, 'service'>): void {
    const { traceId } = ended
    const known = this.#find(traceId)
    const kept = known ?? { traceId, sinceMs: this.#clock.now(), spans: [] }
    if (kept.spans.length >= this.#limits.spansOfOne) return
    kept.spans.push({ ...ended, service: serviceOf(ended) })
    this.#spans += 1
    if (known === undefined) this.#plain.set(traceId, kept)
    if (isNotable(ended) && this.#plain.delete(traceId)) this.#notable.set(traceId, kept)
    this.#forget()
  }

  /** In no order. */
  list(): readonly PartOfTrace[] {
    this.#forget()
    return [...this.#notable.values(), ...this.#plain.values()].map(partOf)
  }

  /** Empty when it is not remembered. */
  spansOf(traceId: string): readonly TracedSpan[] {
    this.#forget()
    return this.#find(traceId)?.spans ?? []
  }

  #find(traceId: string): Kept | undefined {
    return this.#notable.get(traceId) ?? this.#plain.get(traceId)
  }

  /** Both hold the oldest first. */
  #forget(): void {
    const { notable, plain, spans, ageMs } = this.#limits
    const since = this.#clock.now() - ageMs
    for (const [traces, most] of [
      [this.#plain, plain],
      [this.#notable, notable],
    ] as const) {
      for (const kept of traces.values()) {
        if (traces.size <= most && kept.sinceMs >= since && this.#spans <= spans) break
        traces.delete(kept.traceId)
        this.#spans -= kept.spans.length
      }
    }
  }
}

function isNotable({ name, kind, ms, error, attributes }: Omit<TracedSpan, 'service'>): boolean {
  if (error !== null || ms >= slowMs) return true
  if (kind === 'server') return attributes['http.request.method'] !== 'GET'
  // Commands and deliveries; what projections make of them can be made again.
  return kind === 'internal' || (kind === 'consumer' && !name.startsWith('project '))
}

function partOf({ traceId, spans }: Kept): PartOfTrace {
  const first = firstOf(spans)
  const status = first.attributes['http.response.status_code']
  return {
    traceId,
    first: { name: first.name, startMs: first.startMs, ms: first.ms, parentId: first.parentId },
    status: typeof status === 'number' ? status : null,
    endMs: Math.max(...spans.map(({ startMs, ms }) => startMs + ms)),
    spans: spans.length,
    failed: spans.filter(({ error }) => error !== null).length,
  }
}

/** The earliest of those that are part of no other here; a span can begin in the same millisecond as the one it is part of. */
function firstOf(spans: readonly TracedSpan[]): TracedSpan {
  const here = new Set(spans.map(({ spanId }) => spanId))
  const rank = ({ parentId, startMs }: TracedSpan) =>
    parentId !== null && here.has(parentId) ? Infinity : startMs
  const [head, ...rest] = spans
  if (head === undefined) throw new Error('a trace has a span')
  return rest.reduce((one, other) => (rank(other) < rank(one) ? other : one), head)
}
