// One document, one decision at a time. Whatever arrives for a document while an earlier commit is
// on its way is decided together and committed once. That is what keeps a hot SKU fast when each
// commit waits for another continent: forty reservations cost one round trip, not forty.
//
// Promised: a command is decided on the state that its commit is checked against; each caller gets
// its own answer; a refused or failing command never takes others of its batch with it.
// Not promised: an order between commands that arrive at the same time.
//
// Documents that were just written stay in memory. That is safe because every commit names the
// version it was decided on: a stale copy costs one conflict and a reload, never a wrong write.

import { LRUCache } from 'lru-cache'
import { isRefusal, type Command, type Event, type Refusal } from '#kernel/core/decider.ts'
import { Fault, invariant, isFault } from '#kernel/core/fault.ts'
import { homeOf, type Home } from '#kernel/core/id.ts'
import { instantOf, type Instant } from '#kernel/core/instant.ts'
import type { Executed } from '#kernel/commands/executor.ts'
import type { Changes } from '#kernel/events/changes.ts'
import type { Subscriptions } from '#kernel/events/subscriptions.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type {
  Commit,
  Delivery,
  Ledger,
  Mark,
  StoredDocument,
  StoredEvent,
} from '#kernel/ports/ledger.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import { withoutFleeting } from '#kernel/service/fleeting.ts'
import { describeSpan, traceparent, withSpan } from '#kernel/telemetry/trace.ts'

/** Commands decided together at most; a longer queue is several commits. */
const foldMax = 200
/** Conflicts in a row after which the callers are told. */
const conflictsMax = 20
const hotDocumentsMax = 4_000

export interface Work {
  readonly command: { readonly type: string }
  readonly marks: readonly Mark[]
  /** A delivery stored here that ends with the commit. */
  readonly delivery?: string
  readonly ifVersion?: number | undefined
}

interface Waiting extends Work {
  readonly trace: string | undefined
  readonly resolve: (executed: Executed) => void
  readonly reject: (error: unknown) => void
}

/** What a batch came to; nobody is told before it is certain. */
interface Decision {
  readonly decided: { readonly work: Waiting; readonly changed: boolean }[]
  readonly refused: { readonly work: Waiting; readonly refusal: Refusal }[]
  readonly failed: { readonly work: Waiting; readonly error: unknown }[]
}

export interface DocumentQueueParts {
  readonly ledger: Pick<Ledger, 'read' | 'commit' | 'finish'>
  readonly subscriptions: Subscriptions
  readonly changes: Changes
  readonly clock: Clock
  /** See `Command.frozenSince`. */
  readonly frozenSince: (home: Home) => number | null
  /** Deliveries just committed, leased to this process. */
  readonly onDeliveries: (deliveries: readonly Delivery[]) => void
  /**
   * A commit may have happened, which the peer may not have, and left deliveries that are leased to
   * this process.
   */
  readonly onDoubt: () => void
}

export class DocumentQueue {
  readonly #parts: DocumentQueueParts
  readonly #queues = new Map<string, Waiting[]>()
  readonly #hot = new LRUCache<string, StoredDocument>({ max: hotDocumentsMax })

  constructor(parts: DocumentQueueParts) {
    this.#parts = parts
  }

  /** Another region may have written: what is in memory counts for nothing any more. */
  forget(): void {
    this.#hot.clear()
  }

  /** A document as it was written here last; unknown when that is long ago or was elsewhere. */
  newest(kind: string, id: string): StoredDocument | undefined {
    return this.#hot.get(`${kind}/${id}`)
  }

  run(aggregate: AnyAggregate, id: string, work: Work): Promise<Executed> {
    const { type } = work.command
    const attributes = {
      'meridian.kind': aggregate.kind,
      'meridian.document': id,
      'meridian.home': homeOf(id) ?? undefined,
    }
    return withSpan(`command ${aggregate.kind}/${type}`, { attributes }, async () => {
      const executed = await this.#enqueue(aggregate, id, work)
      describeSpan({ 'meridian.outcome': executed.outcome })
      return executed
    })
  }

  #enqueue(aggregate: AnyAggregate, id: string, work: Work): Promise<Executed> {
    return new Promise((resolve, reject) => {
      const key = `${aggregate.kind}/${id}`
      const waiting = { ...work, trace: traceparent(), resolve, reject }
      const queue = this.#queues.get(key)
      if (queue) {
        queue.push(waiting)
        return
      }
      this.#queues.set(key, [waiting])
      void this.#drain(key, aggregate, id)
    })
  }

  async #drain(key: string, aggregate: AnyAggregate, id: string): Promise<void> {
    // Lets commands that arrive in the same turn join the first batch.
    await Promise.resolve()
    for (;;) {
      const batch = nextBatch(this.#queues.get(key) ?? [])
      if (batch.length === 0) break
      try {
        await this.#settle(key, aggregate, id, batch)
      } catch (error) {
        for (const work of batch) work.reject(error)
      }
    }
    this.#queues.delete(key)
  }

  async #settle(key: string, aggregate: AnyAggregate, id: string, batch: Waiting[]): Promise<void> {
    let rest = batch
    for (let conflicts = 0; rest.length > 0;) {
      const hot = this.#hot.get(key)
      const before = hot ?? (await this.#load(aggregate, id))
      const decision = this.#decide(aggregate, before, rest)
      const { commit, after } = decision
      if (commit === null) {
        // No commit will check the version that this was decided on, so the ledger is asked.
        const stale = hot !== undefined && (await this.#load(aggregate, id)).version !== hot.version
        if (stale) {
          this.#hot.delete(key)
          continue
        }
        await this.#finish(decision)
        answer(decision, before)
        return
      }
      try {
        await this.#parts.ledger.commit(commit)
      } catch (error) {
        this.#hot.delete(key)
        if (isFault(error, 'version-conflict') && conflicts < conflictsMax) {
          conflicts += 1
          continue
        }
        if (isFault(error, 'already-consumed')) {
          rest = withoutConsumed(rest, error)
          continue
        }
        if (isFault(error, 'outcome-unknown')) this.#parts.onDoubt()
        for (const work of rest) work.reject(error)
        return
      }
      this.#hot.set(key, after)
      this.#parts.changes.tell(after)
      if (commit.deliveries.length > 0) this.#parts.onDeliveries(commit.deliveries)
      answer(decision, after)
      return
    }
  }

  /** Deliveries that changed nothing end without a commit of the document. */
  async #finish({ decided }: Decision): Promise<void> {
    const deliveries = decided.flatMap(({ work }) => work.delivery ?? [])
    if (deliveries.length > 0) await this.#parts.ledger.finish(deliveries)
  }

  async #load(aggregate: AnyAggregate, id: string): Promise<StoredDocument> {
    const stored = await this.#parts.ledger.read(aggregate.kind, id)
    return (
      stored ?? {
        kind: aggregate.kind,
        id,
        version: 0,
        state: aggregate.decider.initial,
        changedAt: instantOf(0),
      }
    )
  }

  #decide(
    aggregate: AnyAggregate,
    before: StoredDocument,
    batch: readonly Waiting[],
  ): Decision & { commit: Commit | null; after: StoredDocument } {
    const at = instantOf(this.#parts.clock.now())
    const frozenSince = this.#parts.frozenSince(homeOf(before.id) ?? '')
    const stamp = { at, ...(frozenSince === null ? {} : { frozenSince }) }
    const version = before.version + 1
    const decided: Decision['decided'] = []
    const refused: Decision['refused'] = []
    const failed: Decision['failed'] = []
    const events: StoredEvent[] = []
    const deliveries: Delivery[] = []
    let state = before.state
    let entries: Commit['indexEntries'] | null = null
    for (const work of batch) {
      if (
        work.ifVersion !== undefined &&
        (work.ifVersion !== before.version || events.length > 0)
      ) {
        failed.push({ work, error: new Fault('version-conflict') })
        continue
      }
      try {
        const answer = aggregate.decider.decide(state, { ...work.command, ...stamp } as Command)
        if (isRefusal(answer)) {
          refused.push({ work, refusal: answer })
          continue
        }
        // Evolving, indexing and reacting may find bugs too: only then is the effect taken over.
        const evolved = answer.reduce<unknown>(
          (now, event) => aggregate.decider.evolve(now, event),
          state,
        )
        const stored = answer.map((event, position) =>
          storedEvent(
            aggregate,
            before.id,
            version,
            events.length + position,
            at,
            event,
            work.trace,
          ),
        )
        const asked = stored.flatMap((event) => this.#parts.subscriptions.deliveriesOf(event))
        if (stored.length > 0) entries = indexEntries(aggregate, evolved, before.id)
        state = evolved
        events.push(...stored)
        deliveries.push(...asked)
        decided.push({ work, changed: answer.length > 0 })
      } catch (error) {
        failed.push({ work, error })
      }
    }
    const after = { ...before, version, state, changedAt: at }
    const marks = decided.flatMap(({ work }) => work.marks)
    const decision = { decided, refused, failed, after }
    if (events.length === 0 && marks.length === 0) return { ...decision, commit: null }
    const commit = {
      kind: aggregate.kind,
      id: before.id,
      durability: aggregate.durability,
      expectedVersion: before.version,
      state,
      indexEntries: entries ?? indexEntries(aggregate, state, before.id),
      events: events.map(withoutFleeting),
      deliveries,
      consumes: { deliveries: decided.flatMap(({ work }) => work.delivery ?? []), marks },
      at,
    }
    return { ...decision, commit }
  }
}

/** Takes a batch from the queue in which no message stands twice; a repeat waits for the next one. */
function nextBatch(queue: Waiting[]): Waiting[] {
  const batch: Waiting[] = []
  const repeats: Waiting[] = []
  const messages = new Set<string>()
  for (const work of queue.splice(0, foldMax)) {
    const ids = messagesOf(work)
    if (ids.some((id) => messages.has(id))) {
      repeats.push(work)
      continue
    }
    for (const id of ids) messages.add(id)
    batch.push(work)
  }
  queue.unshift(...repeats)
  return batch
}

function messagesOf({ delivery, marks }: Work): string[] {
  return [...(delivery === undefined ? [] : [delivery]), ...marks.map(({ id }) => id)]
}

function answer({ decided, refused, failed }: Decision, document: StoredDocument): void {
  for (const { work, changed } of decided) work.resolve({ outcome: 'decided', document, changed })
  for (const { work, refusal } of refused) work.resolve({ outcome: 'refused', refusal })
  for (const { work, error } of failed) work.reject(error)
}

export function indexEntries(aggregate: AnyAggregate, state: unknown, id: string) {
  return Object.entries(aggregate.indexes).flatMap(([index, keys]) =>
    keys(state, id).map((key) => ({ index, key })),
  )
}

function storedEvent(
  aggregate: AnyAggregate,
  documentId: string,
  version: number,
  position: number,
  at: Instant,
  { type, ...data }: Event,
  trace: string | undefined,
): StoredEvent {
  return {
    id: `${documentId}/${version}.${position}`,
    type,
    kind: aggregate.kind,
    documentId,
    version,
    at,
    data,
    ...(trace === undefined ? {} : { trace }),
  }
}

function withoutConsumed(batch: readonly Waiting[], fault: Fault): Waiting[] {
  const consumed = new Set(fault.consumed)
  const isDone = (work: Waiting) => messagesOf(work).some((id) => consumed.has(id))
  const done = batch.filter(isDone)
  invariant(done.length > 0, 'the ledger named a consumed message that nobody sent')
  for (const work of done) work.reject(fault)
  return batch.filter((work) => !isDone(work))
}
