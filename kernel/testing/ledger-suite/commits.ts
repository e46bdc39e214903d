import assert from 'node:assert/strict'
import {
  at,
  delivery,
  event,
  faultOf,
  idsOf,
  ledgerTest,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'
import { Fault, isFault } from '#kernel/core/fault.ts'

export function commitTests(open: Open): void {
  ledgerTest(open, 'a document nobody has written is not found', async ({ ledger }) => {
    assert.equal(await ledger.read('box', 'box_sin_1'), null)
    assert.deepEqual(await ledger.readMany('box', ['box_sin_1']), [])
    assert.deepEqual(await ledger.history('box', 'box_sin_1'), [])
  })

  ledgerTest(open, 'a commit at version 0 creates the document', async ({ ledger }) => {
    await ledger.commit(sample('box_sin_1', 0, { state: { colour: 'red' } }))
    assert.deepEqual(await ledger.read('box', 'box_sin_1'), {
      kind: 'box',
      id: 'box_sin_1',
      version: 1,
      state: { colour: 'red' },
      changedAt: at,
    })
    assert.equal(await ledger.read('lid', 'box_sin_1'), null)
  })

  ledgerTest(open, 'each commit raises the version by one', async ({ ledger }) => {
    await ledger.commit(sample('box_sin_1'))
    await ledger.commit(sample('box_sin_1', 1, { at: '2025-03-02T08:00:00.123Z' }))
    const document = await ledger.read('box', 'box_sin_1')
    assert.equal(document?.version, 2)
    assert.equal(document?.changedAt, '2025-03-02T08:00:00.123Z')
  })

  ledgerTest(open, 'a document is not created twice', async ({ ledger }) => {
    await ledger.commit(sample('box_sin_1', 0, { state: 'first' }))
    await faultOf(ledger.commit(sample('box_sin_1', 0, { state: 'second' })), 'version-conflict')
    assert.equal((await ledger.read('box', 'box_sin_1'))?.state, 'first')
  })

  ledgerTest(open, 'of creations at the same time one succeeds', async (world) => {
    const { ledger } = world
    const other = await world.otherProcess()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, place) =>
        (place % 2 ? other : ledger).commit(sample('box_sin_1', 0, { state: place })),
      ),
    )
    const rejected = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.equal(rejected.length, 9)
    for (const { reason } of rejected)
      assert.ok(isFault(reason, 'version-conflict'), String(reason))
  })

  ledgerTest(open, 'a decision on an old or a future version conflicts', async ({ ledger }) => {
    await ledger.commit(sample('box_sin_1'))
    await ledger.commit(sample('box_sin_1', 1))
    await faultOf(ledger.commit(sample('box_sin_1', 1)), 'version-conflict')
    await faultOf(ledger.commit(sample('box_sin_1', 3)), 'version-conflict')
    await faultOf(ledger.commit(sample('box_sin_2', 1)), 'version-conflict')
    assert.equal((await ledger.read('box', 'box_sin_1'))?.version, 2)
    assert.equal(await ledger.read('box', 'box_sin_2'), null)
  })

  ledgerTest(open, 'a commit that fails leaves nothing behind', async ({ ledger }) => {
    const red = [{ index: 'colour', key: 'red' }]
    await ledger.commit(
      sample('box_sin_1', 0, { index: red, deliveries: [delivery('box_sin_1/1.0/close')] }),
    )
    const wrong = sample('box_sin_1', 0, {
      state: 'wrong',
      index: [{ index: 'colour', key: 'blue' }],
      events: [event('box_sin_1', 7)],
      deliveries: [delivery('box_sin_1/7.0/close')],
      consumes: {
        deliveries: ['box_sin_1/1.0/close'],
        marks: [{ id: 'mark-1', digest: 'd' }],
      },
    })
    await faultOf(ledger.commit(wrong), 'version-conflict')
    assert.deepEqual((await ledger.read('box', 'box_sin_1'))?.state, { version: 1 })
    const list = await ledger.list('box', { index: 'colour' }, { limit: 10 })
    assert.deepEqual(idsOf(list.items), ['box_sin_1'])
    const blue = await ledger.list('box', { index: 'colour', prefix: 'blue' }, { limit: 10 })
    assert.deepEqual(blue.items, [])
    assert.deepEqual(await ledger.history('box', 'box_sin_1'), [])
    assert.deepEqual((await ledger.follow(null, 10)).events, [])
    assert.equal((await ledger.depth()).pending, 1)
    assert.equal(await ledger.mark('mark-1'), null)
  })

  ledgerTest(open, 'a commit writes state, index, events and deliveries', async ({ ledger }) => {
    const changed = event('box_sin_1', 1, { trace: '00-abc-def-01' })
    await ledger.commit(
      sample('box_sin_1', 0, {
        index: [{ index: 'colour', key: 'red' }],
        events: [changed, event('box_sin_1', 1, { id: 'box_sin_1/1.1' })],
        deliveries: [delivery('box_sin_1/1.0/close')],
        consumes: { marks: [{ id: 'mark-1', digest: 'd' }] },
      }),
    )
    const list = await ledger.list('box', { index: 'colour' }, { limit: 10 })
    assert.deepEqual(idsOf(list.items), ['box_sin_1'])
    const history = await ledger.history('box', 'box_sin_1')
    assert.deepEqual(history, [changed, event('box_sin_1', 1, { id: 'box_sin_1/1.1' })])
    assert.equal((await ledger.depth()).pending, 1)
    assert.deepEqual(await ledger.mark('mark-1'), { id: 'mark-1', digest: 'd' })
  })

  ledgerTest(open, 'what another process committed is seen at once', async (world) => {
    const other = await world.otherProcess()
    await world.ledger.commit(sample('box_sin_1'))
    assert.equal((await other.read('box', 'box_sin_1'))?.version, 1)
    await other.commit(sample('box_sin_1', 1, { durability: 'here' }))
    assert.equal((await world.ledger.read('box', 'box_sin_1'))?.version, 2)
  })

  ledgerTest(open, 'any text and any JSON comes back as it was', async ({ ledger }) => {
    const state = {
      text: `it's "quoted" \\ ; -- $1 %s 中文 é 👩‍🚀 \u0000 \u2028`,
      numbers: [0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER],
      nested: { empty: {}, none: null, list: [[], [false]], '': 'no name' },
    }
    await ledger.commit(
      sample('box_sin_1', 0, { state, events: [event('box_sin_1', 1, { data: state })] }),
    )
    assert.deepEqual((await ledger.read('box', 'box_sin_1'))?.state, state)
    assert.deepEqual((await ledger.history('box', 'box_sin_1'))[0]?.data, state)
    for (const plain of [null, 'text', 7, false, [1]]) {
      const id = `box_sin_${JSON.stringify(plain).length}${typeof plain}`
      await ledger.commit(sample(id, 0, { state: plain }))
      assert.deepEqual((await ledger.read('box', id))?.state, plain)
    }
  })

  ledgerTest(open, 'what was stored does not change with the caller’s copy', async ({ ledger }) => {
    const state = { list: ['kept'] }
    await ledger.commit(sample('box_sin_1', 0, { state }))
    state.list.push('added later')
    assert.deepEqual((await ledger.read('box', 'box_sin_1'))?.state, { list: ['kept'] })
  })

  ledgerTest(open, 'many documents are read in the order asked for', async ({ ledger }) => {
    for (const id of ['box_sin_1', 'box_sin_2', 'box_sin_3']) await ledger.commit(sample(id))
    const asked = ['box_sin_3', 'box_sin_none', 'box_sin_1', 'box_sin_2']
    const documents = await ledger.readMany('box', asked)
    assert.deepEqual(idsOf(documents), ['box_sin_3', 'box_sin_1', 'box_sin_2'])
    assert.deepEqual(await ledger.readMany('box', []), [])
  })

  ledgerTest(open, 'commits sent together succeed or fail each on its own', async ({ ledger }) => {
    await ledger.commit(sample('box_sin_2'))
    const outcomes = await ledger.commitMany([
      sample('box_sin_1', 0, { events: [event('box_sin_1', 1)] }),
      sample('box_sin_2', 0),
      sample('box_sin_3', 0),
      sample('box_sin_1', 1, { events: [event('box_sin_1', 2)] }),
      sample('box_sin_3', 0),
    ])
    const codes = outcomes.map((outcome) =>
      outcome.committed ? 'ok' : outcome.fault instanceof Fault && outcome.fault.code,
    )
    assert.deepEqual(codes, ['ok', 'version-conflict', 'ok', 'ok', 'version-conflict'])
    assert.equal((await ledger.read('box', 'box_sin_1'))?.version, 2)
    assert.equal((await ledger.history('box', 'box_sin_1')).length, 2)
    assert.equal((await ledger.read('box', 'box_sin_3'))?.version, 1)
    assert.deepEqual(await ledger.commitMany([]), [])
  })

  ledgerTest(open, 'of fifty writers at once each version has one', async (world) => {
    const { ledger } = world
    const other = await world.otherProcess()
    const raise = async (place: number): Promise<void> => {
      const handle = place % 2 ? other : ledger
      for (;;) {
        const version = (await handle.read('box', 'box_sin_1'))?.version ?? 0
        const events = [event('box_sin_1', version + 1, { data: { by: place } })]
        try {
          return await handle.commit(sample('box_sin_1', version, { events }))
        } catch (error) {
          if (!isFault(error, 'version-conflict')) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: 50 }, (_, place) => raise(place)))
    assert.equal((await ledger.read('box', 'box_sin_1'))?.version, 50)
    const history = await ledger.history('box', 'box_sin_1')
    assert.deepEqual(
      history.map(({ version }) => version),
      Array.from({ length: 50 }, (_, place) => place + 1),
    )
    assert.equal(new Set(history.map(({ data }) => data['by'])).size, 50)
  })
}
