import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { Projector } from '#kernel/events/project.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { FakeClock, settled } from '#kernel/testing/fake-clock.ts'
import { FakeLedger } from '#kernel/testing/fake-ledger.ts'

class World {
  readonly ledger = new FakeLedger()
  readonly clock = new FakeClock()
  readonly failures: string[] = []
  /** What was asked of the projection, in order. */
  readonly asked: string[] = []
  /** What the derived store remembers. */
  position: string | null = null
  beforeApply: () => Promise<void> = async () => undefined
  onRebuild: () => void = () => undefined
  mayFollow = true
  projector = this.make()

  make(): Projector {
    const { ledger, clock } = this
    return new Projector(
      {
        name: 'shelf.labels',
        on: ['things.put'],
        position: async () => this.position,
        rebuild: async () => {
          this.asked.push('rebuild')
          this.onRebuild()
        },
        apply: async (events, cursor) => {
          await this.beforeApply()
          this.asked.push(`${events.map(({ version }) => version).join()}@${cursor}`)
          this.position = cursor
        },
      },
      {} as Context,
      {
        ledger,
        clock,
        mayFollow: () => this.mayFollow,
        onFailure: (_, error) => void this.failures.push((error as Error).message),
      },
    )
  }

  happens(...versions: number[]): void {
    this.ledger.events.push(...versions.map((version) => event(version, 'things.put')))
  }
}

const event = (version: number, type: string): StoredEvent => ({
  id: `thg_sin_1/${version}.0`,
  type,
  kind: 'thing',
  documentId: 'thg_sin_1',
  version,
  at: '',
  data: {},
})

test('an empty store is filled from what is there, then told what comes', async () => {
  const world = new World()
  world.happens(1, 2)
  world.projector.start()
  await settled()
  world.happens(3)
  world.ledger.events.push(event(4, 'things.dropped'))
  world.happens(5)
  await world.clock.advance(150)
  deepEqual(world.asked, ['rebuild', '@2', '3,5@5'])
  await world.projector.stop()
})

test('what happens during a rebuild is applied after it', async () => {
  const world = new World()
  world.happens(1)
  world.onRebuild = () => world.happens(2)
  world.projector.start()
  await settled()
  deepEqual(world.asked, ['rebuild', '@1', '2@2'])
  await world.projector.stop()
})

test('a store that knows its place goes on there', async () => {
  const world = new World()
  world.happens(1, 2, 3)
  world.position = '2'
  world.projector.start()
  await settled()
  deepEqual(world.asked, ['3@3'])
  await world.projector.stop()
})

test('many events come in order, without waiting in between', async () => {
  const world = new World()
  world.position = '0'
  world.happens(...Array.from({ length: 1_200 }, (_, at) => at + 1))
  world.projector.start()
  await settled()
  deepEqual(
    world.asked.map((asked) => asked.slice(asked.indexOf('@'))),
    ['@500', '@1000', '@1200'],
  )
  await world.projector.stop()
})

test('after a failure it starts again from what the store remembers', async () => {
  const world = new World()
  world.position = '0'
  world.happens(1)
  world.beforeApply = () => Promise.reject(new Error('the store is away'))
  world.projector.start()
  await settled()
  deepEqual(world.failures, ['the store is away'])
  world.beforeApply = async () => undefined
  await world.clock.advance(999)
  deepEqual(world.asked, [])
  await world.clock.advance(1)
  deepEqual(world.asked, ['1@1'])
  await world.projector.stop()
})

test('a place that the log does not know leads to a rebuild', async () => {
  const world = new World()
  world.position = 'from another log'
  world.happens(1)
  const follow = world.ledger.follow.bind(world.ledger)
  world.ledger.follow = async (cursor, limit, types) => {
    if (cursor === 'from another log') throw new Fault('bad-cursor', 'a strange cursor')
    return follow(cursor, limit, types)
  }
  world.projector.start()
  await world.clock.advance(1_000)
  deepEqual(world.failures, ['a strange cursor'])
  deepEqual(world.asked, ['rebuild', '@1'])
  await world.projector.stop()
})

test('a log that was replaced is derived from anew, at once', async () => {
  const world = new World()
  world.projector.start()
  await settled()
  equal(world.position, '0')
  world.happens(1)
  world.projector.startOver()
  await settled()
  deepEqual(world.asked, ['rebuild', '@0', 'rebuild', '@1'])
  await world.projector.stop()
})

test('while the log may be replaced nothing follows it, and then the derived store says where to go on', async () => {
  const world = new World()
  world.projector.start()
  await settled()
  for (const isEmptied of [true, false]) {
    world.mayFollow = false
    await world.clock.advance(150)
    world.asked.splice(0)
    // By another process, which told this one nothing.
    if (isEmptied) world.position = null
    world.happens(1)
    await world.clock.advance(1_000)
    deepEqual(world.asked, [])
    world.mayFollow = true
    await world.clock.advance(150)
    deepEqual(world.asked, isEmptied ? ['rebuild', '@1'] : ['1@2'])
  }
  await world.projector.stop()
})

test('a log that is replaced during a rebuild is derived from once more', async () => {
  const world = new World()
  let isFirst = true
  world.onRebuild = () => {
    if (isFirst) world.projector.startOver()
    isFirst = false
  }
  world.projector.start()
  await settled()
  deepEqual(world.asked, ['rebuild', '@0', 'rebuild', '@0'])
  await world.projector.stop()
})

test('stopping waits for what is being applied, and for no clock', async () => {
  const world = new World()
  world.position = '0'
  world.happens(1)
  const gate = Promise.withResolvers<void>()
  world.beforeApply = () => gate.promise
  world.projector.start()
  await settled()
  const stopping = world.projector.stop()
  await settled()
  deepEqual(world.asked, [])
  gate.resolve()
  await stopping
  deepEqual(world.asked, ['1@1'])
  equal(world.clock.sleeping, 0)
})
