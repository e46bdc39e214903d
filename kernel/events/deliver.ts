// Carries out what events asked for. A delivery is written with its event and ends in the commit of
// its effect, so it can be tried any number of times and takes effect once.
//
// The usual way needs no polling: a commit hands its deliveries over in memory, leased to this
// process when they were written. `take` finds what was left behind: by a crash, by a failed
// attempt, by a delay that is over, by a region that is gone.
//
// A poison delivery holds up nobody: each has its own attempts, and after the last one it becomes a
// dead letter that waits for a person.

import { Fault, invariant, isFault } from '#kernel/core/fault.ts'
import { homeOf, type Home } from '#kernel/core/id.ts'
import { epochMsOf, instantOf } from '#kernel/core/instant.ts'
import type { DocumentQueue } from '#kernel/commands/document-queue.ts'
import { nextAttemptIn } from '#kernel/events/backoff.ts'
import type { Delivery, Ledger } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import type { OutsideCall } from '#kernel/service/reaction.ts'
import { describeSpan, withSpan, type SpanOptions } from '#kernel/telemetry/trace.ts'

/** Deliveries worked on at once; what waits for another continent or the bank costs no processor. */
const workersMax = 128
/** Deliveries kept in memory; more stay in the ledger until there is room. */
const backlogMax = 5_000
const takeMax = 200
const takeEveryMs = 200
/** Deliveries sent to the other region in one request. */
const sendMax = 100

/** Takes deliveries to the region that serves their targets; one outcome each, in order. */
export type SendAcross = (
  region: Home,
  deliveries: readonly Delivery[],
) => Promise<readonly AcrossOutcome[]>

export type AcrossOutcome =
  | { readonly done: true }
  | { readonly done: false; readonly error: string; readonly retryable: boolean }

export interface DelivererParts {
  readonly ledger: Pick<Ledger, 'take' | 'postpone' | 'finish' | 'releaseLeases'>
  readonly queue: DocumentQueue
  readonly serving: Serving
  readonly aggregates: ReadonlyMap<string, AnyAggregate>
  readonly calls: ReadonlyMap<string, OutsideCall>
  readonly ports: Ports
  readonly sendAcross: SendAcross
  readonly onFailure: (delivery: Delivery, error: unknown, dead: boolean) => void
}

export class Deliverer {
  readonly #parts: DelivererParts
  readonly #stopped = new AbortController()
  #backlog: Delivery[] = []
  #known = new Set<string>()
  #working = 0
  #outgoing = new Map<Home, Delivery[]>()
  #idle: (() => void)[] = []
  #loop: Promise<void> | null = null
  /** Deliveries may be leased to this process that it knows nothing of. */
  #leasesInDoubt = false

  constructor(parts: DelivererParts) {
    this.#parts = parts
  }

  start(): void {
    this.#loop ??= this.#poll()
  }

  /** Finishes what is being worked on; what only waits stays in the ledger. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#backlog = []
    await this.#loop
    while (this.#working > 0 || this.#outgoing.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  /** Deliveries that this process has just committed. */
  offer(deliveries: readonly Delivery[]): void {
    const nowMs = this.#parts.ports.clock.now()
    this.#accept(deliveries.filter(({ dueAt }) => epochMsOf(dueAt) <= nowMs))
  }

  /** What a commit of unknown outcome left behind, if anything, is leased to this process. */
  doubtLeases(): void {
    this.#leasesInDoubt = true
  }

  /** Another region's deliveries for documents served here. The mark lies with the target. */
  async receive(deliveries: readonly Delivery[]): Promise<readonly AcrossOutcome[]> {
    return Promise.all(
      deliveries.map(async (delivery): Promise<AcrossOutcome> => {
        try {
          invariant('command' in delivery.body, 'an outside call is never sent across')
          const isForeign = homeOf(delivery.documentId) !== delivery.home
          invariant(isForeign, 'a delivery is never sent across to its own home')
          const { command } = delivery.body
          await withSpan(...processing(delivery), () =>
            this.#command(delivery, command, { across: true }),
          )
          return { done: true }
        } catch (error) {
          if (isFault(error, 'already-consumed')) return { done: true }
          const retryable = error instanceof Fault && error.retryable
          return { done: false, error: messageOf(error), retryable }
        }
      }),
    )
  }

  #accept(deliveries: readonly Delivery[]): void {
    if (this.#stopped.signal.aborted) return
    for (const delivery of deliveries) {
      if (this.#backlog.length >= backlogMax) break
      if (this.#known.has(delivery.id)) continue
      this.#known.add(delivery.id)
      this.#backlog.push(delivery)
    }
    this.#spread()
  }

  async #poll(): Promise<void> {
    const { ports, serving } = this.#parts
    const { signal } = this.#stopped
    while (!signal.aborted) {
      let taken: readonly Delivery[] = []
      if (serving.servedHere().length > 0 && this.#backlog.length < backlogMax) {
        // A ledger that cannot be reached is reported by the health check, not here.
        taken = await serving.withinAll(() => this.#take()).catch(() => [])
        // The ledger's clock says that they are due, whatever this machine's says.
        this.#accept(taken)
      }
      if (taken.length < takeMax)
        await ports.clock.sleep(takeEveryMs, signal).catch(() => undefined)
    }
  }

  /**
   * Rather than wait for leases in doubt to end, which takes long, all are given up: what is at work
   * here is known here, and at work elsewhere takes effect once all the same.
   */
  async #take(): Promise<readonly Delivery[]> {
    const { ledger, serving } = this.#parts
    // What the peer may not have may never count: nothing is done because of it yet.
    if (serving.inDoubt) return []
    const inDoubt = this.#leasesInDoubt
    this.#leasesInDoubt = false
    try {
      if (inDoubt) await ledger.releaseLeases()
      const taken = await ledger.take(takeMax)
      if (!serving.inDoubt) return taken
      // Some of it may be what the doubt, which arose meanwhile, is about.
      this.#leasesInDoubt = true
      return []
    } catch (error) {
      // Taken they may be, too.
      this.#leasesInDoubt = true
      throw error
    }
  }

  #spread(): void {
    while (this.#working < workersMax && this.#backlog.length > 0) {
      const delivery = this.#backlog.shift()
      if (delivery === undefined) return
      this.#working += 1
      void withSpan(...processing(delivery), () => this.#carryOut(delivery)).finally(() => {
        this.#known.delete(delivery.id)
        this.#working -= 1
        this.#tellIdle()
        if (!this.#stopped.signal.aborted) this.#spread()
      })
    }
  }

  #tellIdle(): void {
    for (const tell of this.#idle.splice(0)) tell()
  }

  async #carryOut(delivery: Delivery): Promise<void> {
    // Its home was handed over or lost while it waited here. The region that serves it has the row
    // too and carries it out; sent there, it would take effect twice, for only its own row marks it.
    if (!this.#parts.serving.serves(delivery.home)) return
    try {
      const { body } = delivery
      if ('call' in body) {
        const call = this.#parts.calls.get(body.call)
        if (call === undefined) throw new Error(`no service answers the call ${body.call}`)
        const outside = { 'meridian.call': body.call, 'meridian.document': delivery.documentId }
        const answer = await withSpan(
          `call ${body.call}`,
          { kind: 'client', attributes: outside },
          () =>
            call.run(body.input, {
              ports: this.#parts.ports,
              key: delivery.id,
              id: delivery.documentId,
            }),
        )
        await this.#command(delivery, answer, { across: false })
        return
      }
      const home = homeOf(delivery.documentId)
      if (home === null) throw new Error(`${delivery.documentId} is not an id`)
      if (this.#parts.serving.serves(home))
        await this.#command(delivery, body.command, { across: false })
      else this.#postAcross(home, delivery)
    } catch (error) {
      describeSpan({}, error)
      await this.#failed(delivery, error)
    }
  }

  async #command(
    delivery: Delivery,
    command: { readonly type?: unknown },
    { across }: { across: boolean },
  ): Promise<void> {
    const aggregate = this.#parts.aggregates.get(delivery.kind)
    if (aggregate === undefined) throw new Error(`no service owns the kind ${delivery.kind}`)
    // A delivery of the same home ends with its own row; any other leaves a mark with the target,
    // because its row and its target may be parted by a failover.
    const leavesMark = homeOf(delivery.documentId) !== delivery.home
    const { serving, queue } = this.#parts
    const run = () =>
      serving.within(delivery.documentId, () =>
        queue.run(aggregate, delivery.documentId, {
          command: command as { type: string },
          marks: leavesMark ? [{ id: delivery.id, digest: '' }] : [],
          ...(across ? {} : { delivery: delivery.id }),
        }),
      )
    // Its row is changed too, and belongs to its own home.
    const gated = leavesMark && !across
    const executed = await (gated ? serving.withinHome(delivery.home, run) : run())
    if (executed.outcome === 'refused') throw new RefusedDelivery(executed.refusal)
  }

  /** Gathers what is for the other region while a request to it is on its way. */
  #postAcross(home: Home, delivery: Delivery): void {
    const region = this.#parts.serving.servedBy(home)
    if (region === null) return
    const waiting = this.#outgoing.get(region)
    if (waiting) {
      waiting.push(delivery)
      return
    }
    const queue = [delivery]
    this.#outgoing.set(region, queue)
    void this.#sendAll(region, queue)
  }

  async #sendAll(region: Home, queue: Delivery[]): Promise<void> {
    while (queue.length > 0 && !this.#stopped.signal.aborted) {
      const batch = queue.splice(0, sendMax)
      try {
        const outcomes = await this.#parts.sendAcross(region, batch)
        const done = batch.filter((_, position) => outcomes[position]?.done)
        await this.#finish(done)
        await Promise.all(
          batch.map(async (delivery, position) => {
            const outcome = outcomes[position]
            if (outcome === undefined || outcome.done) return
            const { error, retryable } = outcome
            await this.#failed(
              delivery,
              retryable ? new Fault('unavailable', error) : new Error(error),
            )
          }),
        )
      } catch (error) {
        for (const delivery of batch) await this.#failed(delivery, error)
      }
    }
    this.#outgoing.delete(region)
    this.#tellIdle()
  }

  async #finish(deliveries: readonly Delivery[]): Promise<void> {
    const { serving, ledger } = this.#parts
    for (const [home, done] of Map.groupBy(deliveries, (delivery) => delivery.home)) {
      await serving.withinHome(home, () => ledger.finish(done.map(({ id }) => id)))
    }
  }

  async #failed(delivery: Delivery, error: unknown): Promise<void> {
    const { ledger, ports, serving, onFailure } = this.#parts
    try {
      if (isFault(error, 'already-consumed')) return await this.#finish([delivery])
      // Not served here any more: whoever serves it finds it.
      if (isFault(error, 'not-serving')) return
      const waitMs = nextAttemptIn(error, delivery.attempts, ports.random.fraction())
      onFailure(delivery, error, waitMs === null)
      const says = messageOf(error)
      await serving.withinHome(delivery.home, () =>
        ledger.postpone(
          delivery.id,
          waitMs === null
            ? { error: says, dead: true }
            : { error: says, dueAt: instantOf(ports.clock.now() + waitMs) },
        ),
      )
    } catch {
      // Its home has moved, and the row with it; or the ledger itself is out of reach, and the
      // delivery is taken again when it answers.
      this.#leasesInDoubt = true
    }
  }
}

/** A delivery is a message, whatever carries it. */
function processing(delivery: Delivery): [string, SpanOptions] {
  const attributes = {
    'messaging.system': 'meridian',
    'messaging.operation.type': 'process',
    'messaging.destination.name': delivery.subscription,
    'messaging.message.id': delivery.id,
    'meridian.home': delivery.home,
    'meridian.attempt': delivery.attempts + 1,
  }
  return [
    `process ${delivery.subscription}`,
    { parent: delivery.trace, kind: 'consumer', attributes },
  ]
}

class RefusedDelivery extends Error {
  constructor(refusal: { code: string; detail: string }) {
    super(`refused with ${refusal.code}: ${refusal.detail}`)
    this.name = 'RefusedDelivery'
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}
