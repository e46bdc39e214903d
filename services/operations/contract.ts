// The words of operations: the regions as they stand, what waits and what failed, what was asked of them.

import { defineRefusals } from '#kernel/core/decider.ts'
import {
  CurrencyCode,
  Instant,
  Nullable,
  OneOf,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'

export const operationsRefusals = defineRefusals('operations', {
  noRegion: { kind: 'not-found', title: 'There is no such region' },
  notDone: {
    kind: 'conflict',
    title: 'The platform did not do it',
    advice: 'Read how the regions stand, and ask again when that has changed.',
  },
  noLetter: {
    kind: 'not-found',
    title: 'There is no such dead letter',
    advice: 'Somebody else has redriven or discarded it, or its home moved to the other region.',
  },
  noJob: { kind: 'not-found', title: 'There is no such job' },
  noTrace: {
    kind: 'not-found',
    title: 'This trace is not remembered',
    advice: 'Regions remember the last traces for an hour, and forget them when they restart.',
  },
  noDrill: { kind: 'not-found', title: 'There is no such drill' },
})

const Code = Type.String({ minLength: 1, maxLength: 32 })

export const RegionParams = Strict({ code: Code })

export const RegionView = Type.Object({
  code: Code,
  name: Type.String(),
  /** `silent` is a region that does not answer. */
  standing: OneOf(['starting', 'paired', 'solo', 'out', 'silent']),
  epoch: Nullable(Type.Integer()),
  /** Homes it may write now. */
  serves: Type.Array(Code),
  /** Homes it has from another region, and may have to give back. */
  adopted: Type.Array(Code),
  /** Homes whose stock is held back until what was lost is accounted for. */
  frozen: Type.Array(Code),
  durability: Nullable(OneOf(['synchronous', 'asynchronous'])),
  /** Why writes wait; null when they do not. */
  writesHalted: Nullable(Type.String()),
  lagBytes: Nullable(Type.Integer()),
  receiving: Nullable(Type.Boolean()),
  conflicts: Nullable(Type.Integer()),
  pending: Type.Integer(),
  dead: Type.Integer(),
  oldestDueAt: Nullable(Instant),
  memoryMb: Nullable(Type.Integer()),
  /** What operators may ask of it as it stands. */
  can: Type.Array(OneOf(['evacuate', 'hand-back', 'rejoin'])),
})
export type RegionView = Static<typeof RegionView>
export const RegionsView = Type.Object({ items: Type.Array(RegionView) })

export const DeadLetterView = Type.Object({
  id: Type.String(),
  region: Code,
  /** `service/reaction`. */
  subscription: Type.String(),
  kind: Type.String(),
  documentId: Type.String(),
  attempts: Type.Integer(),
  error: Type.String(),
  diedAt: Instant,
  /** The command or the outside call, as it will be tried again. */
  body: Type.Unknown(),
})
export type DeadLetterView = Static<typeof DeadLetterView>

const LetterId = Type.String({ minLength: 1, maxLength: 1_000 })
export const RedriveBody = Strict({ region: Code, id: LetterId })
export const DiscardBody = Strict({
  region: Code,
  id: LetterId,
  reason: Type.String({ minLength: 1, maxLength: 500 }),
})

export const EventView = Type.Object({
  id: Type.String(),
  type: Type.String(),
  kind: Type.String(),
  documentId: Type.String(),
  version: Type.Integer(),
  at: Instant,
  trace: Nullable(Type.String()),
  data: Type.Unknown(),
})
export type EventView = Static<typeof EventView>

export const ObjectiveView = Type.Object({
  name: OneOf(['answers', 'checkouts', 'reads']),
  /** In parts per million of what counted. */
  targetPpm: Type.Integer(),
  counted: Type.Integer(),
  bad: Type.Integer(),
  /** 1,000,000 is a budget nobody has touched; below 0 it is overdrawn. */
  budgetLeftPpm: Type.Integer(),
  /** Bad ones in each of the last 24 hours, the oldest first. */
  badByHour: Type.Array(Type.Integer()),
})
export type ObjectiveView = Static<typeof ObjectiveView>

export const RequestView = Type.Object({
  at: Instant,
  region: Code,
  id: Type.String(),
  trace: Nullable(Type.String()),
  method: Type.String(),
  route: Type.String(),
  status: Type.Integer(),
  ms: Type.Number(),
})

export const TraceId = Type.String({ pattern: '^[0-9a-f]{32}$' })
export const TraceQuery = {
  /** A part of the name: `POST /v1/orders`. */
  route: Type.Optional(Type.String({ maxLength: 255 })),
  status: Type.Optional(OneOf(['2xx', '3xx', '4xx', '5xx'])),
  slowerThanMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
  failed: Type.Optional(Type.Boolean()),
}

export const TraceView = Type.Object({
  id: TraceId,
  /** What it began with. */
  name: Type.String(),
  /** What the request was answered with, where it began with one. */
  status: Nullable(Type.Integer()),
  startedAt: Instant,
  /** How long what it began with took. */
  answeredMs: Type.Number(),
  /** Until the last work that followed from it. */
  ms: Type.Number(),
  spans: Type.Integer(),
  failed: Type.Integer(),
  /** The one in which it began comes first. */
  regions: Type.Array(Code),
})
export type TraceView = Static<typeof TraceView>
/** Regions that did not answer. */
const silent = Type.Array(Code)
export const TraceListView = Type.Object({ items: Type.Array(TraceView), silent })

export const SpanView = Type.Object({
  id: Type.String(),
  parentId: Nullable(Type.String()),
  depth: Type.Integer(),
  name: Type.String(),
  kind: OneOf(['internal', 'server', 'client', 'producer', 'consumer']),
  service: Nullable(Type.String()),
  region: Code,
  /** Since the trace began. */
  offsetMs: Type.Number(),
  ms: Type.Number(),
  error: Nullable(Type.String()),
  attributes: Type.Record(Type.String(), Type.String()),
})
export type SpanView = Static<typeof SpanView>
/** Each span after the one that it is part of. */
export const WholeTraceView = Type.Object({ id: TraceId, spans: Type.Array(SpanView), silent })

/** Some 40 MB of a file. */
const fileCharsMax = 56_000_000

export const ImportBody = Strict({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  /** The file’s bytes in base 64. */
  content: Type.String({ minLength: 1, maxLength: fileCharsMax, pattern: '^[A-Za-z0-9+/]+=*$' }),
  currency: CurrencyCode,
})

export const JobView = Type.Object({
  id: Type.String(),
  kind: OneOf(['drill', 'rejoin', 'import']),
  name: Type.String(),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  lines: Type.Array(Type.Object({ atMs: Type.Integer(), what: Type.String() })),
  passed: Nullable(Type.Boolean()),
  error: Nullable(Type.String()),
  report: Nullable(Type.Record(Type.String(), Type.Unknown())),
})
export type JobView = Static<typeof JobView>
