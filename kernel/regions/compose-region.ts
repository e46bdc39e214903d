// Where the parts of one region meet: services, ledger, ports and the serving map become something
// that takes commands and carries out deliveries. Processes, Lambdas and the simulator all start here.

import { DocumentQueue } from '#kernel/commands/document-queue.ts'
import { handleCommand } from '#kernel/commands/handle-command.ts'
import type { Executor } from '#kernel/commands/executor.ts'
import { invariant } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import { Changes } from '#kernel/events/changes.ts'
import { Deliverer, type SendAcross } from '#kernel/events/deliver.ts'
import { Forgetter } from '#kernel/events/forget.ts'
import { Projector } from '#kernel/events/project.ts'
import { JobRunner } from '#kernel/events/run-jobs.ts'
import { Subscriptions } from '#kernel/events/subscriptions.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import { whileServing, type Readable } from '#kernel/regions/while-serving.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import { contexts } from '#kernel/service/context-for.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Projection } from '#kernel/service/projection.ts'

export interface RegionParts {
  readonly services: readonly Service[]
  readonly ledger: Ledger
  readonly ports: Ports
  readonly serving: Serving
  readonly mode: 'active-active' | 'warm-standby'
  /** No other process of this region writes the same kinds. */
  readonly soleWriter: boolean
  readonly sendAcross: SendAcross
  /** What ran in the background and failed; it is tried again. */
  readonly onFailure: (what: string, details: Readonly<Record<string, unknown>>) => void
  /** Projections of the process itself, such as the one that drops cached answers. */
  readonly projections?: readonly Projection[]
}

export interface Region {
  readonly executor: Executor
  readonly queue: DocumentQueue
  readonly deliverer: Deliverer
  readonly aggregates: ReadonlyMap<string, AnyAggregate>
  readonly contextFor: (service: Service) => Context
  start(): void
  /** The ledger was replaced by the peer's: whatever was derived from it is derived again. */
  startOver(): void
  stop(): Promise<void>
}

export function composeRegion(parts: RegionParts): Region {
  const { services, ledger, ports, serving, mode, onFailure } = parts
  const changes = new Changes()
  const aggregates = byName(
    services.flatMap((service) => service.aggregates),
    'kind',
  )
  const calls = byName(
    services.flatMap((service) => service.calls),
    'name',
  )
  const subscriptions = new Subscriptions(services, serving.homes)

  const frozenSince = (home: Home) => serving.frozenSince(home)
  const queue = new DocumentQueue({
    ledger,
    subscriptions,
    changes,
    clock: ports.clock,
    frozenSince,
    onDeliveries: (deliveries) => deliverer.offer(deliveries),
    onDoubt: () => {
      serving.doubt()
      deliverer.doubtLeases()
    },
  })
  const executor = handleCommand(serving, queue)
  const deliverer: Deliverer = new Deliverer({
    ledger,
    queue,
    serving,
    aggregates,
    calls,
    ports,
    sendAcross: parts.sendAcross,
    onFailure: (delivery, error, dead) =>
      onFailure(dead ? 'delivery is a dead letter' : 'delivery failed', {
        delivery: delivery.id,
        error,
      }),
  })
  const contextsOver = (readable: Readable) =>
    contexts({
      ledger: readable,
      ports,
      changes,
      // One process a region writes; with several, each must ask the ledger.
      newest: (kind, id) => (parts.soleWriter ? queue.newest(kind, id) : undefined),
      serving,
      region: serving.region,
      homes: serving.homes,
      frozenSince,
      localHome: (preferred) =>
        mode === 'active-active' ? serving.homeForNew(preferred) : serving.primary,
      services,
    })
  const contextFor = contextsOver(whileServing(ledger, serving))
  // What is derived follows the log, whatever stands in it, and starts over when the log is replaced.
  const derivingFor = contextsOver(ledger)
  const projectors = services.flatMap((service) =>
    service.projections.map((projection) => projector(projection, derivingFor(service))),
  )
  for (const projection of parts.projections ?? []) {
    const [first] = services
    invariant(first, 'a region without services projects nothing')
    projectors.push(projector(projection, derivingFor(first)))
  }
  const jobs = services.flatMap((service) =>
    service.jobs.map(
      (job) =>
        new JobRunner(job, contextFor(service), {
          executor,
          serving,
          aggregates,
          clock: ports.clock,
          onFailure: ({ name }, error) => onFailure('job failed', { job: name, error }),
        }),
    ),
  )

  function projector(projection: Projection, context: Context): Projector {
    return new Projector(projection, context, {
      ledger,
      clock: ports.clock,
      mayFollow: () => serving.inForce,
      onFailure: ({ name }, error) => onFailure('projection failed', { projection: name, error }),
    })
  }

  const forgetter = new Forgetter({
    ledger,
    clock: ports.clock,
    aggregates,
    onFailure: (kind, error) => onFailure('old events could not be removed', { kind, error }),
  })
  const running = [...projectors, ...jobs, forgetter]
  return {
    executor,
    queue,
    deliverer,
    aggregates,
    contextFor,
    start: () => {
      deliverer.start()
      for (const part of running) part.start()
    },
    startOver: () => {
      queue.forget()
      for (const one of projectors) one.startOver()
    },
    stop: async () => {
      await Promise.all([deliverer.stop(), ...running.map((part) => part.stop())])
    },
  }
}

function byName<Item, Key extends keyof Item>(items: readonly Item[], key: Key): Map<string, Item> {
  const named = new Map<string, Item>()
  for (const item of items) {
    const name = String(item[key])
    invariant(!named.has(name), `${name} is defined twice`)
    named.set(name, item)
  }
  return named
}
