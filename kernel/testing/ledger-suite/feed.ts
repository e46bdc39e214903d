import assert from 'node:assert/strict'
import type { LedgerUnderTest } from '#kernel/testing/ledger-suite.ts'
import {
  event,
  idsOf,
  ledgerTest,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function feedTests(open: Open): void {
  ledgerTest(open, 'the feed gives events in the order of their arrival', async (world) => {
    const { ledger } = world
    await changes(world, 'box_sin_b', 1)
    await changes(world, 'box_sin_a', 1)
    await changes(world, 'box_sin_b', 2)
    const first = await ledger.follow(null, 2)
    assert.deepEqual(first.events, [event('box_sin_b', 1), event('box_sin_a', 1)])
    const second = await ledger.follow(first.cursor, 2)
    assert.deepEqual(second.events, [event('box_sin_b', 2)])
    const end = await ledger.follow(second.cursor, 2)
    assert.deepEqual(end.events, [])
    await changes(world, 'box_sin_a', 2)
    assert.deepEqual(idsOf((await ledger.follow(end.cursor, 2)).events), ['box_sin_a/2.0'])
    assert.deepEqual(idsOf((await ledger.follow(second.cursor, 2)).events), ['box_sin_a/2.0'])
  })

  ledgerTest(open, 'a feed of some types moves past all others', async ({ ledger }) => {
    const types = ['a', 'b', 'a', 'b', 'b', 'b']
    const events = types.map((type, place) =>
      event('box_sin_1', 1, { id: `box_sin_1/1.${place}`, type }),
    )
    await ledger.commit(sample('box_sin_1', 0, { events }))
    const first = await ledger.follow(null, 4, ['a'])
    assert.deepEqual(first.events, [events[0], events[2]])
    assert.equal(first.more, true)
    const rest = await ledger.follow(first.cursor, 4, ['a'])
    assert.deepEqual(rest.events, [])
    assert.equal(rest.more, false)
    assert.deepEqual((await ledger.follow(rest.cursor, 4)).events, [])
    assert.deepEqual((await ledger.follow(first.cursor, 4, ['b'])).events, events.slice(4))
  })

  ledgerTest(open, 'the events of one commit stand in their order', async ({ ledger }) => {
    const events = Array.from({ length: 12 }, (_, place) =>
      event('box_sin_1', 1, { id: `box_sin_1/1.${place}` }),
    )
    await ledger.commit(sample('box_sin_1', 0, { events }))
    assert.deepEqual((await ledger.follow(null, 50)).events, events)
    assert.deepEqual(await ledger.history('box', 'box_sin_1'), events)
    const { cursor } = await ledger.follow(null, 5)
    assert.deepEqual((await ledger.follow(cursor, 50)).events, events.slice(5))
  })

  ledgerTest(open, 'a follower misses nothing while others write', async (world) => {
    const other = await world.otherProcess()
    const seen: string[] = []
    let writing = true
    const following = (async () => {
      let cursor: string | null = null
      for (;;) {
        const last = !writing
        const feed = await world.ledger.follow(cursor, 3)
        seen.push(...idsOf(feed.events))
        cursor = feed.cursor
        if (last && feed.events.length === 0) return
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await Promise.all(
      Array.from({ length: 40 }, (_, place) => {
        const id = `box_sin_${place}`
        const handle = place % 2 ? other : world.ledger
        return handle.commit(sample(id, 0, { events: [event(id, 1)] }))
      }),
    )
    writing = false
    await following
    const expected = Array.from({ length: 40 }, (_, place) => `box_sin_${place}/1.0`)
    assert.deepEqual(seen.toSorted(), expected.toSorted())
  })

  ledgerTest(open, 'the end of the feed lies after all that has arrived', async (world) => {
    const empty = await world.ledger.feedEnd()
    await changes(world, 'box_sin_1', 1)
    const end = await world.ledger.feedEnd()
    assert.deepEqual((await world.ledger.follow(end, 9)).events, [])
    await changes(world, 'box_sin_1', 2)
    assert.deepEqual(idsOf((await world.ledger.follow(end, 9)).events), ['box_sin_1/2.0'])
    const all = await world.ledger.follow(empty, 9)
    assert.deepEqual(idsOf(all.events), ['box_sin_1/1.0', 'box_sin_1/2.0'])
  })

  ledgerTest(open, 'the history of a document begins at the version asked for', async (world) => {
    for (const version of [1, 2, 3]) await changes(world, 'box_sin_1', version)
    await changes(world, 'box_sin_2', 1)
    const { ledger } = world
    const versions = async (from?: number) =>
      (await ledger.history('box', 'box_sin_1', from)).map(({ version }) => version)
    assert.deepEqual(await versions(), [1, 2, 3])
    assert.deepEqual(await versions(2), [2, 3])
    assert.deepEqual(await versions(4), [])
    assert.deepEqual(await ledger.history('lid', 'box_sin_1'), [])
  })

  ledgerTest(open, 'pruning removes old events and marks of one kind', async (world) => {
    const { ledger } = world
    await changes(world, 'box_sin_1', 1, { at: '2025-01-01T00:00:00.000Z', mark: 'old' })
    await changes(world, 'box_sin_1', 2, { at: '2025-02-01T00:00:00.000Z', mark: 'new' })
    await changes(world, 'lid_sin_1', 1, {
      at: '2025-01-01T00:00:00.000Z',
      mark: 'other',
      kind: 'lid',
    })
    const { cursor } = await ledger.follow(null, 1)
    assert.equal(await ledger.prune('box', '2025-02-01T00:00:00.000Z'), 1)
    assert.deepEqual(idsOf(await ledger.history('box', 'box_sin_1')), ['box_sin_1/2.0'])
    const left = ['box_sin_1/2.0', 'lid_sin_1/1.0']
    assert.deepEqual(idsOf((await ledger.follow(null, 9)).events), left)
    assert.deepEqual(idsOf((await ledger.follow(cursor, 9)).events), left)
    assert.equal(await ledger.mark('old'), null)
    assert.equal((await ledger.mark('new'))?.id, 'new')
    assert.equal((await ledger.mark('other'))?.id, 'other')
    assert.equal((await ledger.read('box', 'box_sin_1'))?.version, 2)
    assert.equal(await ledger.prune('box', '2025-02-01T00:00:00.000Z'), 0)
  })
}

async function changes(
  { ledger }: LedgerUnderTest,
  id: string,
  version: number,
  given: { at?: string; mark?: string; kind?: string } = {},
): Promise<void> {
  const { mark, ...rest } = given
  await ledger.commit(
    sample(id, version - 1, {
      events: [event(id, version, rest)],
      ...(mark === undefined ? {} : { consumes: { marks: [{ id: mark, digest: '' }] } }),
      ...rest,
    }),
  )
}
