import assert from 'node:assert/strict'
import type { IndexRange } from '#kernel/ports/ledger.ts'
import type { LedgerUnderTest } from '#kernel/testing/ledger-suite.ts'
import {
  allPages,
  faultOf,
  idsOf,
  ledgerTest,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function listTests(open: Open): void {
  ledgerTest(open, 'a list stands in the byte order of its keys', async (world) => {
    // In UTF-8 order; a dictionary would mix the cases, and UTF-16 would put the rocket before \uff5e.
    const keys = [
      '',
      ' ',
      '!',
      '10',
      '9',
      'B',
      'Z',
      '_',
      'a',
      'a b',
      'aa',
      'é',
      '中',
      '\uff5e',
      '🚀',
    ]
    await withKeys(world, keys.toReversed())
    assert.deepEqual(await listed(world, { index: 'key' }), keys)
    assert.deepEqual(await listed(world, { index: 'key', descending: true }), keys.toReversed())
  })

  ledgerTest(open, 'documents with the same key follow their ids', async ({ ledger }) => {
    const index = [{ index: 'colour', key: 'red' }]
    for (const id of ['box_sin_b', 'box_sin_c', 'box_sin_a']) {
      await ledger.commit(sample(id, 0, { index }))
    }
    const ascending = await allPages((page) => ledger.list('box', { index: 'colour' }, page), 1)
    assert.deepEqual(idsOf(ascending), ['box_sin_a', 'box_sin_b', 'box_sin_c'])
    const range = { index: 'colour', descending: true }
    const descending = await allPages((page) => ledger.list('box', range, page), 1)
    assert.deepEqual(idsOf(descending), ['box_sin_c', 'box_sin_b', 'box_sin_a'])
  })

  ledgerTest(open, 'documents are found under the very keys asked for', async ({ ledger }) => {
    for (const [id, key] of [
      ['box_sin_a', 'red'],
      ['box_sin_b', 'red'],
      ['box_sin_c', 'reddish'],
      ['box_sin_d', 'blue'],
    ] as const) {
      await ledger.commit(sample(id, 0, { index: [{ index: 'colour', key }] }))
    }
    const found = await ledger.find('box', 'colour', ['red', 'green', 'blue'])
    const seen = found.map(({ key, document }) => `${key} ${document.id}`).sort()
    assert.deepEqual(seen, ['blue box_sin_d', 'red box_sin_a', 'red box_sin_b'])
    assert.deepEqual(await ledger.find('box', 'size', ['red']), [])
    assert.deepEqual(await ledger.find('box', 'colour', []), [])
  })

  ledgerTest(open, 'a prefix limits a list, whatever letters it has', async (world) => {
    const keys = ['a', 'a%', 'a%1', 'a1', 'a\\_', 'a_', 'a_1', 'b', 'z', 'é1', 'é2', '🚀', '🚀🚀']
    await withKeys(world, keys)
    for (const prefix of ['', 'a', 'a%', 'a_', 'a\\', 'b', 'é', '🚀', 'none', 'zz', '\u{10ffff}']) {
      const expected = keys.filter((key) => key.startsWith(prefix)).toSorted()
      assert.deepEqual(await listed(world, { index: 'key', prefix }), expected, prefix)
      const descending = await listed(world, { index: 'key', prefix, descending: true })
      assert.deepEqual(descending, expected.toReversed(), `${prefix}, descending`)
    }
  })

  ledgerTest(open, 'a list holds one kind and one index only', async ({ ledger }) => {
    const index = [{ index: 'colour', key: 'red' }]
    await ledger.commit(sample('box_sin_1', 0, { index }))
    await ledger.commit(sample('box_sin_2', 0, { index: [{ index: 'size', key: 'red' }] }))
    await ledger.commit(sample('lid_sin_1', 0, { kind: 'lid', index }))
    const boxes = await ledger.list('box', { index: 'colour' }, { limit: 10 })
    assert.deepEqual(idsOf(boxes.items), ['box_sin_1'])
    const unused = await ledger.list('box', { index: 'unused' }, { limit: 10 })
    assert.deepEqual(unused, { items: [], next: null })
  })

  ledgerTest(open, 'a document may stand under many keys of an index', async ({ ledger }) => {
    const index = ['red', 'blue', 'red'].map((key) => ({ index: 'colour', key }))
    await ledger.commit(sample('box_sin_1', 0, { index }))
    for (const prefix of ['red', 'blue']) {
      const list = await ledger.list('box', { index: 'colour', prefix }, { limit: 10 })
      assert.deepEqual(idsOf(list.items), ['box_sin_1'])
    }
  })

  ledgerTest(open, 'a change replaces the old index entries', async ({ ledger }) => {
    const find = async (prefix: string) =>
      idsOf((await ledger.list('box', { index: 'colour', prefix }, { limit: 10 })).items)
    const colours = (...keys: string[]) => keys.map((key) => ({ index: 'colour', key }))
    await ledger.commit(sample('box_sin_1', 0, { index: colours('red', 'blue') }))
    await ledger.commit(sample('box_sin_2', 0, { index: colours('red') }))
    await ledger.commit(sample('box_sin_1', 1, { index: colours('blue', 'green') }))
    assert.deepEqual(await find('red'), ['box_sin_2'])
    assert.deepEqual(await find('blue'), ['box_sin_1'])
    assert.deepEqual(await find('green'), ['box_sin_1'])
    await ledger.commit(sample('box_sin_1', 2))
    assert.deepEqual(await find(''), ['box_sin_2'])
  })

  ledgerTest(open, 'a list shows documents as they are now', async ({ ledger }) => {
    const index = [{ index: 'colour', key: 'red' }]
    await ledger.commit(sample('box_sin_1', 0, { index }))
    await ledger.commit(sample('box_sin_1', 1, { index, state: { lid: 'open' } }))
    const { items } = await ledger.list('box', { index: 'colour' }, { limit: 10 })
    assert.deepEqual(items, [await ledger.read('box', 'box_sin_1')])
  })

  ledgerTest(open, 'pages follow one another and the last has no cursor', async (world) => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    await withKeys(world, keys)
    for (const limit of [1, 2, 3, 4, 6, 7]) {
      for (const descending of [false, true]) {
        const range = { index: 'key', descending }
        const items = await allPages((page) => world.ledger.list('box', range, page), limit)
        assert.deepEqual(items.map(keyOf), descending ? keys.toReversed() : keys)
      }
    }
    const exact = await world.ledger.list('box', { index: 'key' }, { limit: 6 })
    assert.equal(exact.next, null)
  })

  ledgerTest(open, 'what comes and goes meanwhile moves no page', async (world) => {
    await withKeys(world, ['b', 'd', 'f', 'h'])
    for (const descending of [false, true]) {
      const range = { index: 'key', descending }
      const first = await world.ledger.list('box', range, { limit: 2 })
      // Before the cursor and after what follows it; and the document at the cursor loses its key.
      const place = descending ? 'z' : 'y'
      await withKeys(world, [`a${place}`, `c${place}`, `g${place}`, `i${place}`])
      const turn = first.items.at(-1)
      assert.ok(turn && first.next)
      await world.ledger.commit(sample(turn.id, turn.version, { state: turn.state }))
      const rest = await world.ledger.list('box', range, { cursor: first.next, limit: 20 })
      const seen = [...first.items, ...rest.items].map(keyOf)
      assert.equal(new Set(seen).size, seen.length, 'nothing is repeated')
      for (const key of ['b', 'd', 'f', 'h']) assert.ok(seen.includes(key), `${key} is skipped`)
      const index = [{ index: 'key', key: keyOf(turn) }]
      await world.ledger.commit(sample(turn.id, turn.version + 1, { state: turn.state, index }))
    }
  })

  ledgerTest(open, 'a cursor that no list gave out is refused', async (world) => {
    await withKeys(world, ['a', 'b', 'c'])
    const { ledger } = world
    const { next } = await ledger.list('box', { index: 'key' }, { limit: 1 })
    assert.ok(next)
    const cursors = [
      '',
      'nonsense',
      '%',
      '{}',
      next.slice(0, -4),
      Buffer.from('[]').toString('base64'),
    ]
    for (const cursor of cursors) {
      await faultOf(ledger.list('box', { index: 'key' }, { cursor, limit: 1 }), 'bad-cursor')
    }
    const page = { cursor: next, limit: 1 }
    await faultOf(ledger.list('box', { index: 'other' }, page), 'bad-cursor')
    await faultOf(ledger.list('lid', { index: 'key' }, page), 'bad-cursor')
    await faultOf(ledger.list('box', { index: 'key', descending: true }, page), 'bad-cursor')
    await faultOf(ledger.list('box', { index: 'key', prefix: 'b' }, page), 'bad-cursor')
  })
}

async function withKeys(world: LedgerUnderTest, keys: readonly string[]): Promise<void> {
  const outcomes = await world.ledger.commitMany(
    keys.map((key) =>
      sample(`box_sin_${Buffer.from(key).toString('hex')}`, 0, {
        state: { key },
        index: [{ index: 'key', key }],
      }),
    ),
  )
  for (const outcome of outcomes) if (!outcome.committed) throw outcome.fault
}

async function listed({ ledger }: LedgerUnderTest, range: IndexRange): Promise<string[]> {
  return (await allPages((page) => ledger.list('box', range, page), 4)).map(keyOf)
}

function keyOf({ state }: { readonly state: unknown }): string {
  return (state as { key: string }).key
}
