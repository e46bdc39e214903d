// The model, rule by rule. The same rules are tried on a real PostgreSQL beside its adapter.

import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LedgerStore } from '#adapters/memory/ledger-store.ts'
import type { Life } from '#simulator/process.ts'
import { documentOf, PairFixture } from '#simulator/database/pair-fixture.ts'
import { rules, type Rule } from '#simulator/database/rules.ts'

const tried = new Set<Rule>()
const rule = (name: Rule, run: (pair: PairFixture) => Promise<void>) => {
  tried.add(name)
  test(rules[name], async () => run(await PairFixture.streaming()))
}
const here = { epoch: 1, serves: ['sin'] } as const

suite('a commit', () => {
  rule('durable-before-acknowledged', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    equal(pair.sin.log.after(0).length, 1)
    equal(told.outcome, null)
    pair.cut(false)
    await pair.pass(1_000)
    equal(told.outcome, 'done')
  })

  rule('hidden-while-it-waits', async (pair) => {
    pair.cut(true)
    pair.commit(pair.sin, 'a')
    const second = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    deepEqual([pair.shows(pair.sin), second.outcome], [[], null])
  })

  rule('shown-at-the-peer-first', async (pair) => {
    pair.network.weather('syd', 'sin').cuts = 1
    pair.commit(pair.sin, 'a')
    await pair.pass(50)
    deepEqual([pair.shows(pair.sin), pair.shows(pair.syd)], [[], ['thing/a']])
  })

  rule('let-go-is-committed', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    pair.sin.abandonWaiting()
    deepEqual([told.outcome, pair.shows(pair.sin)], ['outcome-unknown', ['thing/a']])
  })

  rule('waiting-survives-a-crash', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    pair.sin.crash()
    pair.sin.restart()
    deepEqual([told.outcome, pair.shows(pair.sin)], ['outcome-unknown', ['thing/a']])
    pair.cut(false)
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/a'])
  })

  rule('unflushed-is-gone-after-a-crash', async (pair) => {
    pair.sin.flushMs = 1_000
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(10)
    pair.sin.crash()
    pair.sin.restart()
    await pair.pass(5_000)
    equal(told.outcome, 'outcome-unknown')
    deepEqual([pair.shows(pair.sin), pair.shows(pair.syd)], [[], []])
  })

  rule('one-writer-at-a-row', async (pair) => {
    pair.cut(true)
    const first = pair.commit(pair.sin, 'a')
    const second = pair.commit(pair.sin, 'a')
    const other = pair.commit(pair.sin, 'b')
    await pair.pass(50)
    equal(pair.sin.log.after(0).length, 2)
    pair.cut(false)
    await pair.pass(2_000)
    deepEqual([first.outcome, second.outcome, other.outcome], ['done', 'done', 'done'])
  })

  rule('here-does-not-wait', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a', 'here')
    await pair.pass(50)
    deepEqual([told.outcome, pair.shows(pair.syd)], ['done', []])
    pair.cut(false)
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/a'])
  })

  rule('switching-off-lets-go', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    pair.sin.setAwaitsPeer(false)
    equal(told.outcome, 'done')
  })
})

suite('a server', () => {
  rule('standing-still', async (pair) => {
    for (const stopped of [pair.sin, pair.syd]) {
      const id = stopped === pair.sin ? 'a' : 'b'
      stopped.stop()
      const told = pair.commit(pair.sin, id)
      await pair.pass(1_000)
      equal(told.outcome, null)
      ok(!pair.shows(pair.syd).includes(`thing/${id}`))
      stopped.goOn()
      await pair.pass(1_000)
      equal(told.outcome, 'done')
      ok(pair.shows(pair.syd).includes(`thing/${id}`))
    }
    pair.sin.stop()
    const told = pair.commit(pair.sin, 'c')
    await pair.pass(1_000)
    pair.sin.crash()
    await pair.pass(1_000)
    deepEqual([told.outcome, pair.shows(pair.sin)], ['outcome-unknown', ['thing/a', 'thing/b']])
  })
})

suite('the stream', () => {
  rule('applied-is-not-flushed', async (pair) => {
    pair.syd.flushMs = 500
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(30)
    deepEqual([pair.shows(pair.syd), told.outcome], [['thing/a'], null])
    await pair.pass(5_000)
    equal(told.outcome, 'done')
  })

  rule('applied-tail-is-sent-again', async (pair) => {
    pair.syd.flushMs = 500
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(30)
    pair.syd.crash()
    deepEqual(pair.shows(pair.syd), [])
    pair.syd.restart()
    await pair.pass(5_000)
    deepEqual([pair.shows(pair.syd), told.outcome], [['thing/a'], 'done'])
  })

  rule('own-flush-takes-all', async (pair) => {
    pair.syd.apply({ lsn: 1, changes: [documentOf('a')] })
    pair.syd.position(() => undefined)
    await pair.pass(20)
    pair.syd.crash()
    deepEqual(pair.shows(pair.syd), ['thing/a'])
  })

  rule('in-order', async (pair) => {
    pair.network.weather('sin', 'syd').jitterMs = 100
    for (let number = 0; number < 30; number += 1) {
      pair.commit(pair.sin, `thing-${number}`)
      await pair.pass(5)
    }
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), pair.shows(pair.sin))
  })

  rule('tail-that-never-left', async (pair) => {
    pair.cut(true)
    pair.commit(pair.sin, 'a')
    await pair.pass(60_000)
    deepEqual([pair.sin.log.after(0).length, pair.shows(pair.syd)], [1, []])
  })

  rule('unsubscribing-drops', async (pair) => {
    pair.toSyd.lagMs = 500
    pair.commit(pair.sin, 'a')
    await pair.pass(20)
    pair.syd.subscription = null
    pair.toSyd.break()
    await pair.pass(10_000)
    deepEqual(pair.shows(pair.syd), [])
  })

  rule('forgetting-recalls-nothing', async (pair) => {
    pair.toSyd.lagMs = 500
    pair.commit(pair.sin, 'a')
    await pair.pass(20)
    pair.toSyd.end(() => pair.sin.log.dropSlot())
    await pair.pass(200)
    deepEqual([pair.sin.log.slot, pair.shows(pair.syd)], [null, []])
    pair.commit(pair.sin, 'b')
    await pair.pass(10_000)
    deepEqual(pair.shows(pair.syd), ['thing/a'])
  })

  rule('subscribing-goes-on', async (pair) => {
    pair.commit(pair.sin, 'a')
    await pair.pass(500)
    pair.toSyd.break()
    pair.commit(pair.sin, 'b')
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/a', 'thing/b'])
  })

  rule('subscribing-skips-the-past', async (pair) => {
    pair.sin.setAwaitsPeer(false)
    pair.syd.subscription = null
    pair.toSyd.break()
    pair.commit(pair.sin, 'a')
    await pair.pass(500)
    pair.sin.log.dropSlot()
    pair.subscribe(pair.syd, pair.sin)
    pair.commit(pair.sin, 'b')
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/b'])
  })

  rule('slot-of-its-own', async (pair) => {
    pair.sin.log.makeSlot()
    pair.commit(pair.sin, 'a')
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/a'])
    pair.sin.log.dropSlot()
    pair.toSyd.break()
    pair.sin.log.makeSlot()
    pair.commit(pair.sin, 'b', 'here')
    await pair.pass(5_000)
    deepEqual(pair.shows(pair.syd), ['thing/a'])
  })

  rule('slot-waits-for-those-under-way', async (pair) => {
    pair.cut(true)
    pair.commit(pair.sin, 'a')
    await pair.pass(50)
    let ended: boolean | null = null
    pair.sin.whenEnded(1_000_000, (all) => {
      ended = all
    })
    await pair.pass(500)
    equal(ended, null)
    pair.sin.setAwaitsPeer(false)
    equal(ended, true)
  })

  rule('slot-is-bounded', async (pair) => {
    pair.cut(true)
    for (let number = 0; number <= 50_000; number += 1) pair.sin.log.append([])
    equal(pair.sin.log.slot?.lost, true)
    pair.cut(false)
    pair.commit(pair.sin, 'a', 'here')
    await pair.pass(10_000)
    deepEqual(pair.shows(pair.syd), [])
  })

  rule('deliveries-replicate', async (pair) => {
    const delivery = {
      id: 'd',
      home: 'sin',
      subscription: 's/r',
      kind: 'thing',
      documentId: 'thg_sin_1',
      body: { command: {} },
      dueAt: '2026-01-01T00:00:00.000Z',
      attempts: 0,
    }
    const row = { delivery, availableAt: 5 }
    for (const next of [row, { ...row, availableAt: 9 }, null]) {
      pair.sin.execute({
        touches: [],
        durability: 'here',
        decide: () => [{ table: 'deliveries', key: 'd', row: next }],
        end: () => undefined,
      })
      await pair.pass(500)
      equal(pair.syd.store.deliveries.get('d')?.availableAt, next?.availableAt)
    }
  })

  rule('reseeding-copies', async (pair) => {
    pair.cut(true)
    pair.commit(pair.sin, 'waits')
    pair.commit(pair.sin, 'stands', 'here')
    await pair.pass(50)
    const copy = new LedgerStore(here)
    pair.sin.snapshotInto(copy)
    deepEqual([...copy.documents.keys()].sort(), ['thing/stands', 'thing/waits'])
    pair.syd.empty()
    deepEqual(pair.shows(pair.syd), [])
  })
})

suite('the fence', () => {
  rule('fence-in-the-commit', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    equal(await pair.setFence(pair.sin, here), 'timeout')
    pair.sin.abandonWaiting()
    equal(told.outcome, 'outcome-unknown')
    equal(await pair.setFence(pair.sin, here), 'set')
  })

  rule('fence-is-local', async (pair) => {
    equal(await pair.setFence(pair.sin, here), 'set')
    pair.sin.crash()
    pair.sin.restart()
    deepEqual([pair.sin.store.fence, pair.syd.store.fence.epoch], [here, 0])
  })

  rule('leaving-waits-for-nobody', async (pair) => {
    pair.cut(true)
    const told = pair.commit(pair.sin, 'a')
    await pair.pass(50)
    pair.sin.leavePairs(3)
    pair.sin.leavePairs(2)
    equal(told.outcome, null)
    pair.sin.crash()
    pair.sin.restart()
    pair.cut(false)
    await pair.pass(5_000)
    deepEqual([pair.sin.leftPairsBefore, pair.syd.leftPairsBefore], [3, 0])
  })

  rule('fence-never-goes-back', async (pair) => {
    equal(await pair.setFence(pair.sin, { epoch: 5, serves: [] }), 'set')
    equal(await pair.setFence(pair.sin, { epoch: 4, serves: ['sin'] }), 'not-serving')
    equal(await pair.setFence(pair.sin, { epoch: 5, serves: ['sin'] }), 'set')
  })

  rule('fence-as-it-was', async (pair) => {
    const both = { epoch: 5, serves: ['sin', 'syd'] }
    const one = { epoch: 5, serves: ['sin'] }
    equal(await pair.setFence(pair.sin, both), 'set')
    equal(await pair.setFence(pair.sin, one, { epoch: 4, serves: both.serves }), 'not-serving')
    equal(await pair.setFence(pair.sin, one, { epoch: 5, serves: ['syd', 'sin'] }), 'set')
    equal(await pair.setFence(pair.sin, one, both), 'not-serving')
    equal(await pair.setFence(pair.sin, both, { epoch: 5, serves: [] }), 'not-serving')
    deepEqual(pair.sin.store.fence, one)
  })

  rule('fence-one-by-one', async (pair) => {
    const both = { epoch: 5, serves: ['sin', 'syd'] }
    equal(await pair.setFence(pair.sin, both), 'set')
    const shutting = pair.setFence(pair.sin, { epoch: 5, serves: ['sin'] }, both)
    const opening = pair.setFence(pair.sin, both, both)
    deepEqual(await Promise.all([shutting, opening]), ['set', 'not-serving'])
  })
})

suite('coming back', () => {
  rule('one-comes-back-at-a-time', async ({ sin }) => {
    const process = { life: 'running' as Life }
    const hold = sin.copying.take(process)
    equal(sin.copying.take({ life: 'running' }), null)
    process.life = 'dead'
    ok(sin.copying.take({ life: 'running' }))
    ok(hold !== null && !sin.copying.isHeld(hold))
    sin.crash()
    sin.restart()
    const again = sin.copying.take({ life: 'running' })
    ok(again !== null && sin.copying.isHeld(again))
  })
})

test('every rule is tried but one, which is the adapter in memory: see its suite', () => {
  const untried = (Object.keys(rules) as Rule[]).filter((name) => !tried.has(name))
  deepEqual(untried, ['events-are-forgotten-alone'])
})
