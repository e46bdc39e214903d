import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { Dice } from '#simulator/dice.ts'
import { Edge } from '#simulator/edge.ts'
import { Network } from '#simulator/network.ts'
import { Process } from '#simulator/process.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

const second = 1_000_000

class Shop {
  readonly scheduler = new Scheduler(new Trace())
  readonly network = new Network(this.scheduler, new Dice(1))
  readonly asked: string[] = []
  readonly edge: Edge
  answers: Record<string, number> = { sin: 200, syd: 200 }
  readonly processes: Record<string, Process> = {
    sin: new Process(this.scheduler),
    syd: new Process(this.scheduler),
  }

  constructor() {
    const { scheduler, network } = this
    const regions = ['sin', 'syd'].map((code) => this.#region(code))
    this.edge = new Edge({ scheduler, network, dice: new Dice(2) }, regions)
    this.edge.start()
  }

  async ask(method: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    await this.pass(1)
    let status = 0
    void this.edge
      .take({ method, url: '/v1/things', headers, body: undefined, requestId: '1' })
      .then((answer) => {
        status = answer.status
      })
    await this.pass(12)
    return status
  }

  async pass(seconds: number): Promise<void> {
    const end = this.scheduler.nowUs + seconds * second
    await this.scheduler.run(() => this.scheduler.nowUs >= end)
  }

  #region(code: string): SimulatedRegion {
    const { processes, asked } = this
    return {
      code,
      isReady: () => true,
      get process() {
        const process = processes[code]
        return process?.life === 'dead' ? null : process
      },
      answer: async (): Promise<Outgoing> => {
        asked.push(code)
        const headers = { 'content-type': 'application/problem+json' }
        return { status: this.answers[code] ?? 500, headers, body: '{"code":"unavailable"}' }
      },
    } as unknown as SimulatedRegion
  }
}

const inSydney = { 'meridian-region-preference': 'syd' }

test('a shopper stays in the preferred region while it is ready', async () => {
  const shop = new Shop()
  equal(await shop.ask('GET', inSydney), 200)
  deepEqual(shop.asked, ['syd'])
})

test('a read, or a request with a key, is repeated elsewhere when its region fails', async () => {
  for (const [method, headers] of [
    ['GET', inSydney],
    ['POST', { ...inSydney, 'idempotency-key': 'k' }],
  ] as const) {
    const shop = new Shop()
    shop.answers['syd'] = 503
    equal(await shop.ask(method, headers), 200)
    deepEqual(shop.asked, ['syd', 'sin'])
  }
})

test('what may have happened and carries no key is not repeated', async () => {
  const shop = new Shop()
  shop.answers['syd'] = 503
  equal(await shop.ask('POST', inSydney), 503)
  deepEqual(shop.asked, ['syd'])
})

test('a region that is gone is left alone, and nobody is told of it', async () => {
  const shop = new Shop()
  await shop.pass(1)
  shop.processes['syd']?.kill()
  equal(await shop.ask('POST', inSydney), 200)
  deepEqual(shop.asked, ['sin'])
})

test('without any region the shopper is told so, in time', async () => {
  const shop = new Shop()
  shop.processes['syd']?.kill()
  shop.processes['sin']?.kill()
  equal(await shop.ask('GET', inSydney), 503)
})
