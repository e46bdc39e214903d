import { isFault } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Ledger, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Projection } from '#kernel/service/projection.ts'
import { traceIdOf, withSpan, type SpanOptions } from '#kernel/telemetry/trace.ts'

const batchMax = 500
const everyMs = 150
const afterFailureMs = 1_000

export interface ProjectorParts {
  readonly ledger: Pick<Ledger, 'follow' | 'feedEnd'>
  readonly clock: Clock
  /** Whether this region is not about to have its log replaced, by this process or by another. */
  readonly mayFollow: () => boolean
  readonly onFailure: (projection: Projection, error: unknown) => void
}

/** Feeds one projection from the log of this region, for as long as the process lives. */
export class Projector {
  readonly #projection: Projection
  readonly #context: Context
  readonly #parts: ProjectorParts
  readonly #stopped = new AbortController()
  #nap = new AbortController()
  #loop: Promise<void> | null = null
  #cursor: string | null = null
  /** Counts the copies of the log that this region has had, and says from which the derived store was filled. */
  #copy = 0
  #filledFrom = 0

  constructor(projection: Projection, context: Context, parts: ProjectorParts) {
    this.#projection = projection
    this.#context = context
    this.#parts = parts
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#nap.abort()
    await this.#loop
  }

  /** The log was replaced by another copy: what was derived from the old one counts for nothing. */
  startOver(): void {
    this.#copy += 1
    this.#cursor = null
    this.#nap.abort()
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      if (!this.#parts.mayFollow()) {
        // Whoever replaces the log empties the derived store too: it says by itself where to go on.
        this.#cursor = null
        await this.#rest(everyMs)
        continue
      }
      try {
        const copy = this.#copy
        const cursor = this.#cursor ?? (await this.#begin())
        if (copy !== this.#copy) continue
        this.#cursor = cursor
        const { on } = this.#projection
        const feed = await this.#parts.ledger.follow(cursor, batchMax, on)
        const { events } = feed
        if (events.length > 0) {
          await withSpan(...projecting(this.#projection, events), () =>
            this.#projection.apply(events, feed.cursor, this.#context),
          )
        }
        if (this.#cursor === cursor) this.#cursor = feed.cursor
        if (!feed.more) await this.#rest(everyMs)
      } catch (error) {
        if (this.#stopped.signal.aborted) return
        this.#parts.onFailure(this.#projection, error)
        if (isFault(error, 'bad-cursor')) this.startOver()
        this.#cursor = null
        await this.#rest(afterFailureMs)
      }
    }
  }

  async #begin(): Promise<string> {
    // A place in another copy of the log says nothing, though the derived store remembers it.
    if (this.#filledFrom !== this.#copy) return this.#fill()
    const known = await this.#projection.position(this.#context)
    return known ?? this.#fill()
  }

  async #fill(): Promise<string> {
    const copy = this.#copy
    const end = await this.#parts.ledger.feedEnd()
    await this.#projection.rebuild(this.#context)
    await this.#projection.apply([], end, this.#context)
    this.#filledFrom = copy
    return end
  }

  async #rest(ms: number): Promise<void> {
    if (this.#stopped.signal.aborted) return
    this.#nap = new AbortController()
    await this.#parts.clock.sleep(ms, this.#nap.signal).catch(() => undefined)
  }
}

/** Events of one trace are projected within it; those of several are named by links. */
function projecting({ name }: Projection, events: readonly StoredEvent[]): [string, SpanOptions] {
  const traces = events.flatMap(({ trace }) => trace ?? [])
  const [first] = traces
  const isOne = new Set(traces.map(traceIdOf)).size === 1
  const attributes = {
    'messaging.system': 'meridian',
    'messaging.operation.type': 'process',
    'messaging.destination.name': name,
    'messaging.batch.message_count': events.length,
  }
  const belongs = isOne ? { parent: first } : { links: traces }
  return [`project ${name}`, { kind: 'consumer', attributes, ...belongs }]
}
