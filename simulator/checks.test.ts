// Every check of the platform itself, and a world in which it does not hold.

import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { instantOf } from '#kernel/core/instant.ts'
import type { Commit, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Workload } from '#kernel/service/workload.ts'
import type { LedgerStore } from '#adapters/memory/ledger-store.ts'
import { simulate } from '#simulator/simulate.ts'
import { services } from '#simulator/services.ts'
import { workloads } from '#simulator/workloads.ts'
import { emptyWorld, pass } from '#simulator/world-fixture.ts'
import { World } from '#simulator/world.ts'

const second = 1_000_000

/** People have bought for some seconds, and nothing moves any more. */
async function restedWorld(plannedWork = false): Promise<World> {
  const mode = 'active-active'
  const world = new World({ seed: 3, mode, services, workloads, tellsStory: false, plannedWork })
  world.start()
  await pass(world, 5)
  const merchant = world.people.scene('the merchant')
  await during(world, async () => {
    for (const workload of workloads) await workload.prepare?.(merchant)
  })
  world.people.arrive(3, world.scheduler.nowUs + 6 * second)
  await pass(world, 120)
  equal(world.people.present, 0)
  return world
}

async function during<Result>(world: World, live: () => Promise<Result>): Promise<Result> {
  let isOver = false
  const living = live().finally(() => {
    isOver = true
  })
  await world.scheduler.run(() => isOver)
  return living
}

/** The names of what was violated, each once. */
const names = ({ checks }: World) => [...new Set(checks.violations.map(({ name }) => name))].sort()

const details = ({ checks }: World) => checks.violations.map(({ detail }) => detail)

const stores = (world: World): readonly [LedgerStore, LedgerStore] => [
  world.region('sin').database.store,
  world.region('syd').database.store,
]

/** The document of a kind that changed most often. */
function anyOf({ documents }: LedgerStore, kind: string) {
  const rows = [...documents].filter(([, { document }]) => document.kind === kind)
  const [found] = rows.sort(([, one], [, two]) => two.document.version - one.document.version)
  ok(found)
  const [key, row] = found
  return { key, row }
}

suite('at rest', () => {
  test('a sound world breaks nothing', async () => {
    const world = await restedWorld()
    await during(world, () => world.checks.atRest())
    deepEqual(world.checks.violations, [])
    ok(world.checks.acknowledgedCommits > 50)
  })

  test('an order that neither region has any more was lost', async () => {
    const world = await restedWorld()
    const [sin, syd] = stores(world)
    const { key } = anyOf(sin, 'order')
    for (const store of [sin, syd]) store.documents.delete(key)
    await during(world, () => world.checks.atRest())
    ok(names(world).includes('nothing acknowledged is lost'))
    ok(details(world).some((detail) => detail.startsWith(key) && detail.endsWith('missing in syd')))
  })

  test('a row of any table that one region lacks, or has otherwise, is seen', async () => {
    const world = await restedWorld()
    const [sin, syd] = stores(world)
    const order = anyOf(sin, 'order')
    const [mark] = sin.marks.keys()
    const event = [...syd.events].findLast(([, { kind }]) => kind === 'order')
    ok(mark !== undefined && event !== undefined)
    syd.documents.set(order.key, { ...order.row, entries: [] })
    syd.marks.delete(mark)
    syd.events.set(event[0], { ...event[1], data: { another: true } })
    sin.discarded.set('letter', { delivery: { id: 'letter' } as never, reason: 'given up' })
    const delivery = { id: 'parcel', home: 'sin' } as never
    syd.deliveries.set('parcel', { delivery, availableAt: 0 })
    await during(world, () => world.checks.atRest())
    deepEqual(names(world), ['both regions are equal row for row'])
    deepEqual(details(world).sort(), [
      `delivery parcel is missing in sin`,
      `discarded letter letter is missing in syd`,
      `document ${order.key} is another in syd`,
      `event ${event[0]} is another in syd`,
      `mark ${mark} is missing in syd`,
    ])
  })

  test('an event that one region has forgotten by its clock is missed by nobody, a new one is', async () => {
    const world = await restedWorld()
    const [sin, syd] = stores(world)
    const old = anEvent({ at: instantOf(world.nowMs - 400 * 86_400_000) })
    sin.events.set(old.id, old)
    await during(world, () => world.checks.atRest())
    deepEqual(details(world), [])
    const young = anEvent({ id: 'young', at: instantOf(world.nowMs) })
    syd.events.set(young.id, young)
    await during(world, () => world.checks.atRest())
    deepEqual(details(world), ['event young is missing in sin'])
  })

  test('events that do not give the stored state are seen in either region', async () => {
    const world = await restedWorld()
    const { key, row } = anyOf(stores(world)[1], 'cart')
    const document = { ...row.document, state: { ...Object(row.document.state), odd: true } }
    for (const store of stores(world)) store.documents.set(key, { ...row, document })
    await during(world, () => world.checks.atRest())
    const replayed = world.checks.violations.filter(
      ({ name }) => name === 'replaying events gives the stored state',
    )
    deepEqual(
      replayed.map(({ detail }) => detail.slice(-3)),
      ['sin', 'syd'],
    )
  })
})

suite('with every commit', () => {
  const fence = { epoch: 4, serves: ['sin'] }
  const commit = (change: Partial<Commit> = {}): Commit => ({
    kind: 'cart',
    id: 'crt_sin_1',
    durability: 'everywhere',
    expectedVersion: 0,
    state: {},
    indexEntries: [],
    events: [],
    deliveries: [],
    consumes: { deliveries: [], marks: [] },
    at: instantOf(0),
    ...change,
  })
  test('two regions that acknowledge for one home in one epoch are seen, however durable', () => {
    for (const durability of ['everywhere', 'here'] as const) {
      const world = emptyWorld()
      world.checks.acknowledged('sin', fence, 4, commit({ durability }))
      world.checks.acknowledged('syd', fence, 4, commit({ durability, id: 'crt_sin_2' }))
      deepEqual(names(world), ['one region serves a home in an epoch'], durability)
    }
  })

  test('a version that is acknowledged twice is seen', () => {
    const world = emptyWorld()
    world.checks.acknowledged('sin', fence, 4, commit())
    world.checks.acknowledged('sin', fence, 4, commit({ expectedVersion: 1 }))
    deepEqual(names(world), [])
    world.checks.acknowledged('sin', fence, 4, commit({ expectedVersion: 1 }))
    deepEqual(names(world), ['a version is acknowledged once'])
  })

  test('a commit under another epoch than the fence, or for a home it does not let in, is seen', () => {
    for (const [epoch, id] of [
      [3, 'crt_sin_1'],
      [4, 'crt_syd_1'],
    ] as const) {
      const world = emptyWorld()
      world.checks.acknowledged('sin', fence, epoch, commit({ id }))
      deepEqual(names(world), ['no commit passes the fence'])
    }
  })

  test('a version that does not follow the one before is seen', async () => {
    const world = await restedWorld()
    const [sin] = stores(world)
    const { key, row } = anyOf(sin, 'cart')
    const document = { ...row.document, version: row.document.version + 2 }
    world.checks.shows('sin', sin, [{ table: 'documents', key, row: { ...row, document } }], true)
    deepEqual(names(world), ['a version follows the one it was decided on'])
  })

  test('a row that arrives and contradicts what is there is seen', async () => {
    const world = await restedWorld()
    const [, syd] = stores(world)
    const { key, row } = anyOf(syd, 'cart')
    const [event = ''] = syd.events.keys()
    const delivery = { id: `${event}/carts/follow/0`, home: 'sin' } as never
    const changes = [
      { table: 'documents', key, row },
      { table: 'events', key: event, row: syd.events.get(event) ?? null },
      { table: 'deliveries', key: `${event}/carts/follow/0`, row: { delivery, availableAt: 0 } },
      { table: 'deliveries', key: `${event}/carts/follow/0`, row: null },
    ] as const
    world.checks.arrives('syd', syd, changes)
    deepEqual(
      world.checks.violations.map(({ name, detail }) => [name, detail.split(' ')[0]]),
      changes.map(({ table }) => ['what arrives meets no conflict', table]),
    )
  })

  test('a row that arrives where it belongs is none', async () => {
    const world = await restedWorld()
    const [, syd] = stores(world)
    const { key, row } = anyOf(syd, 'cart')
    const document = { ...row.document, version: row.document.version + 1 }
    world.checks.arrives('syd', syd, [
      { table: 'documents', key, row: { ...row, document } },
      { table: 'deliveries', key: 'crt_sin_new/1.0/carts/follow/0', row: {} as never },
    ])
    deepEqual(names(world), [])
  })

  test('a home that is handed over without a document or a delivery is seen', async () => {
    const world = await restedWorld()
    const [sin, syd] = stores(world)
    const { key } = [...sin.documents]
      .map(([key, { document }]) => ({ key, id: document.id }))
      .find(({ id }) => id.includes('_sin_')) ?? { key: '' }
    syd.documents.delete(key)
    const delivery = { id: 'parcel', home: 'sin' } as never
    sin.deliveries.set('parcel', { delivery, availableAt: 0 })
    world.checks.handedOver('sin', world.region('sin'), world.region('syd'))
    deepEqual(names(world), ['a home is handed over whole'])
    equal(world.checks.violations.length, 2)
  })

  test('what a region erases, the peer lacks and nobody has kept is seen', () => {
    const world = emptyWorld()
    const [kept, lost] = ['kept', 'lost'].map((id) =>
      anEvent({ id, at: instantOf(world.nowMs) }),
    ) as [StoredEvent, StoredEvent]
    world.checks.salvaged([kept])
    world.checks.erases('sin', [kept, lost])
    equal(world.checks.violations.length, 1)
    ok(details(world)[0]?.includes('lost'))
  })
})

suite('what somebody sees', () => {
  test('a document that goes back in time in a region, also after a look at the other one', async () => {
    const world = await restedWorld()
    const scene = world.people.scene('a shopper')
    const { row } = anyOf(stores(world)[0], 'cart')
    const { id, version } = row.document
    const see = (region: string) => {
      const headers = { 'meridian-region-preference': region }
      return during(world, () => scene.ask('GET', `/v1/carts/${id}`, undefined, headers))
    }
    const put = (code: 'sin' | 'syd', to: number) => {
      const { documents } = world.region(code).database.store
      const document = { ...row.document, version: to }
      documents.set(`cart/${id}`, { ...row, document })
    }
    const home = id.split('_')[1] as 'sin' | 'syd'
    const away = home === 'sin' ? 'syd' : 'sin'
    for (const region of [away, home, away, home]) await see(region)
    deepEqual(names(world), [])
    put(away, version - 1)
    await see(away)
    deepEqual(names(world), ['reads never go back in time'])
  })

  test('a request that fails while there is nothing but planned work', async () => {
    for (const plannedWork of [false, true]) {
      const world = await restedWorld(plannedWork)
      for (const region of world.regions) region.kill()
      const scene = world.people.scene('a shopper')
      await during(world, () => scene.ask('GET', '/v1/products').catch(() => undefined))
      deepEqual(names(world), plannedWork ? ['planned work fails no request'] : [])
    }
  })
})

suite('over a day', () => {
  const plan = {
    seed: 7,
    mode: 'active-active',
    windows: [{ lengthMs: 5_000, peoplePerSecond: 2, thenMs: 0 }],
    faults: [],
  } as const

  test('somebody who never leaves keeps the platform from its rest', async () => {
    const waits: Workload = {
      service: 'nobody',
      habits: [
        { name: 'waits for ever', weight: 1, live: ({ clock }) => clock.sleep(1_000_000_000) },
      ],
      invariants: [],
    }
    const { violations } = await simulate(plan, { workloads: [waits] })
    ok(violations.some(({ name }) => name === 'the platform comes to rest'))
  })

  test('a message that is refused for good is one that was never mended', async () => {
    const refuses = async () => {
      throw new Error('never')
    }
    const refusing = services.map((service): Service => ({
      ...service,
      calls: service.calls.map((call) => ({ ...call, run: refuses })),
    }))
    const { violations } = await simulate(plan, { services: refusing })
    ok(violations.some(({ name }) => name === 'what was mended takes effect'))
  })
})

function anEvent(change: Partial<StoredEvent>): StoredEvent {
  return {
    id: 'old',
    type: 'cart.left',
    kind: 'cart',
    documentId: 'crt_sin_1',
    version: 1,
    at: instantOf(0),
    data: {},
    ...change,
  }
}
