import type { CrossOriginOptions } from '#kernel/http/cross-origin.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Executor } from '#kernel/commands/executor.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Forward } from '#kernel/http/forward.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Authenticate } from '#kernel/service/principal.ts'
import type { Log } from '#kernel/telemetry/log.ts'
import type { Metrics } from '#kernel/telemetry/metrics.ts'

export interface HttpServing {
  /** The code of this region, such as `sin`. */
  readonly region: Home
  /** Its name for people, such as `ap-southeast-1`. */
  readonly regionName: string
  readonly homes: readonly Home[]
  /** What can be read here may include commits that never count. */
  readonly inDoubt: boolean
  serves(home: Home): boolean
  /** The region that serves a home; null while nobody may. */
  servedBy(home: Home): Home | null
}

/** A route from region to region, under `/internal/`. */
export interface InternalRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/internal/${string}`
  /** What it returns is sent as JSON; undefined is 204. */
  handle(body: unknown, query: Readonly<Record<string, string>>): Promise<unknown>
}

/** Something that speaks HTTP by itself, below a path of its own. */
export interface Mount {
  readonly path: `/${string}`
  /** Answers, or throws before it has begun to. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface Answered {
  readonly id: string
  /** The trace that it came with, or that began with it; null when nothing is recorded. */
  readonly trace: string | null
  readonly method: string
  /** As the service table writes it. */
  readonly route: string
  readonly status: number
  readonly ms: number
}

export interface HttpOptions {
  readonly services: readonly Service[]
  readonly executor: Executor
  readonly ledger: Pick<Ledger, 'read' | 'mark'>
  readonly serving: HttpServing
  readonly forward: Forward
  readonly health: {
    /** `checks` says in a few words how each part is. */
    ready(): Promise<{
      readonly ready: boolean
      readonly checks: Readonly<Record<string, string>>
    }>
  }
  readonly telemetry: {
    readonly log: Log
    readonly metrics: Metrics
    /** Is told of every request that was answered here. */
    readonly onAnswered?: (answered: Answered) => void
  }
  /** Who asks a route that takes a permission. */
  readonly authenticate: Authenticate
  /** Pages of other sites; without it nobody asks where a page comes from. */
  readonly crossOrigin?: CrossOriginOptions
  readonly random: Random
  readonly clock: Clock
  readonly internal?: readonly InternalRoute[]
  readonly mounts?: readonly Mount[]
  /** What callers of internal routes show in `Meridian-Internal`. */
  readonly internalSecret?: string
  readonly limits?: Partial<HttpLimits>
  /** Whether the limits that routes declare for each client hold; default true. */
  readonly limitClients?: boolean
  contextFor(service: Service): Context
}
