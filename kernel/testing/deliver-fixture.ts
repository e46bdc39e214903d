// For tests: a deliverer over a fake ledger, in a region that serves what a test says.

import { DocumentQueue } from '#kernel/commands/document-queue.ts'
import { Changes } from '#kernel/events/changes.ts'
import { Deliverer, type AcrossOutcome, type SendAcross } from '#kernel/events/deliver.ts'
import { Subscriptions } from '#kernel/events/subscriptions.ts'
import type { Delivery } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import { Serving } from '#kernel/regions/serving.ts'
import type { OutsideCall } from '#kernel/service/reaction.ts'
import { count, counter } from '#kernel/testing/counter.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'
import { FakeLedger } from '#kernel/testing/fake-ledger.ts'
import { fakeRandom } from '#kernel/testing/fake-random.ts'
import { instantOf } from '#kernel/core/instant.ts'

export type Failure = { readonly id: string; readonly says: string; readonly dead: boolean }

export class DeliverFixture {
  readonly ledger = new FakeLedger()
  readonly clock = new FakeClock()
  readonly serving = new Serving('sin', 'ap-southeast-1', ['sin', 'syd'])
  readonly failures: Failure[] = []
  readonly sent: { readonly region: string; readonly ids: readonly string[] }[] = []
  readonly calls = new Map<string, OutsideCall>()
  readonly deliverer: Deliverer
  sendAcross: SendAcross = async (_, deliveries) =>
    deliveries.map((): AcrossOutcome => ({ done: true }))

  constructor() {
    this.serve({ sin: 'sin', syd: 'syd' })
    const { ledger, clock, serving, calls } = this
    const queue = new DocumentQueue({
      ledger,
      changes: new Changes(),
      subscriptions: new Subscriptions([], serving.homes),
      clock,
      frozenSince: (home) => serving.frozenSince(home),
      onDeliveries: (deliveries) => this.deliverer.offer(deliveries),
      onDoubt: () => this.deliverer.doubtLeases(),
    })
    this.deliverer = new Deliverer({
      ledger,
      queue,
      serving,
      calls,
      aggregates: new Map([['counter', counter]]),
      ports: { clock, random: fakeRandom() } as unknown as Ports,
      sendAcross: (region, deliveries) => {
        this.sent.push({ region, ids: deliveries.map(({ id }) => id) })
        return this.sendAcross(region, deliveries)
      },
      onFailure: ({ id }, error, dead) =>
        void this.failures.push({ id, says: (error as Error).message, dead }),
    })
  }

  serve(map: Readonly<Record<string, string>>): void {
    const epoch = this.serving.epoch + 1
    this.serving.apply({ epoch, mode: 'paired', serving: map }, 'paired')
  }

  /** A delivery that stands in the ledger and was not offered. */
  stored(id: string, given: Partial<Delivery> & { readonly by?: number } = {}): Delivery {
    const { by = 1, ...rest } = given
    const delivery: Delivery = {
      id,
      home: 'sin',
      subscription: 'counters/pass-on',
      kind: 'counter',
      documentId: 'cnt_sin_1',
      body: { command: count(by) },
      dueAt: instantOf(this.clock.now()),
      attempts: 0,
      ...rest,
    }
    this.ledger.deliveries.set(id, delivery)
    return delivery
  }

  valueOf(id: string): unknown {
    return this.ledger.stateOf('counter', id)
  }
}
