import assert from 'node:assert/strict'
import { isFault } from '#kernel/core/fault.ts'
import {
  anHour,
  delivery,
  event,
  faultOf,
  fromNow,
  idsOf,
  ledgerTest,
  leaveDeliveries,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function servingTests(open: Open): void {
  ledgerTest(open, 'a document whose home is served elsewhere is not written', async (world) => {
    const { ledger } = world
    await faultOf(ledger.commit(sample('box_syd_1')), 'not-serving')
    assert.equal(await ledger.read('box', 'box_syd_1'), null)
    await world.serve(['sin', 'syd'], 2)
    await ledger.commit(sample('box_syd_1', 0, { index: [{ index: 'colour', key: 'red' }] }))
    await world.serve(['sin'], 3)
    await faultOf(ledger.commit(sample('box_syd_1', 1)), 'not-serving')
    assert.equal((await ledger.read('box', 'box_syd_1'))?.version, 1)
    const { items } = await ledger.list('box', { index: 'colour' }, { limit: 9 })
    assert.deepEqual(idsOf(items), ['box_syd_1'], 'it is still read here')
  })

  ledgerTest(open, 'a region that serves no home writes nothing', async (world) => {
    await world.serve([], 2)
    await faultOf(world.ledger.commit(sample('box_sin_1')), 'not-serving')
    const other = await world.otherProcess()
    await faultOf(other.commit(sample('box_sin_1')), 'not-serving')
    const outcomes = await world.ledger.commitMany([sample('box_sin_1'), sample('box_sin_2')])
    for (const outcome of outcomes) {
      assert.ok(!outcome.committed && isFault(outcome.fault, 'not-serving'))
    }
  })

  ledgerTest(
    open,
    'only the commits of served homes succeed of those sent together',
    async (world) => {
      const outcomes = await world.ledger.commitMany([sample('box_syd_1'), sample('box_sin_1')])
      assert.deepEqual(
        outcomes.map(({ committed }) => committed),
        [false, true],
      )
    },
  )

  ledgerTest(open, 'deliveries of homes served elsewhere are left alone', async (world) => {
    const { ledger } = world
    await world.serve(['sin', 'syd'], 2)
    const [here, there, dead] = ['box_sin_1/1.0/a', 'box_syd_1/1.0/a', 'box_syd_1/1.0/dead']
    await leaveDeliveries(world, delivery(here), delivery(there), delivery(dead))
    await ledger.postpone(dead, { error: 'broken', dead: true })
    await world.serve(['sin'], 3)
    assert.deepEqual(idsOf(await ledger.take(10)), [here])
    await ledger.finish([there]).catch(onlyNotServing)
    await ledger.postpone(there, { error: 'x', dead: true }).catch(onlyNotServing)
    assert.notEqual(await ledger.redrive(dead).catch(onlyNotServing), true)
    assert.notEqual(await ledger.discard(dead, 'reason').catch(onlyNotServing), true)
    const consumes = { deliveries: [there] }
    await faultOf(ledger.commit(sample('lid_sin_1', 0, { consumes })), 'not-serving')
    assert.deepEqual((await ledger.deadLetters({ limit: 9 })).items, [])
    const { pending, dead: letters } = await ledger.depth()
    assert.deepEqual([pending, letters], [1, 0], 'the region that serves them counts them')
    await world.serve(['sin', 'syd'], 4)
    assert.deepEqual(idsOf((await ledger.deadLetters({ limit: 9 })).items), [dead])
    assert.equal((await ledger.depth()).dead, 1)
    assert.deepEqual(idsOf(await ledger.take(10)), [there])
  })

  ledgerTest(open, 'whoever adopts a home can free what others held', async (world) => {
    const { ledger } = world
    await world.serve(['sin', 'syd'], 2)
    await leaveDeliveries(world, delivery('box_syd_1/1.0/a'))
    assert.equal((await ledger.take(10)).length, 1)
    await world.serve(['sin'], 3)
    await ledger.releaseLeases()
    await world.serve(['sin', 'syd'], 4)
    assert.deepEqual(await ledger.take(10), [], 'leases of a home served elsewhere stand')
    await ledger.releaseLeases()
    assert.deepEqual(idsOf(await ledger.take(10)), ['box_syd_1/1.0/a'])
  })

  ledgerTest(
    open,
    'a delivery for another home belongs to the home of its event',
    async (world) => {
      await leaveDeliveries(
        world,
        delivery('box_sin_1/1.0/a', { home: 'sin', documentId: 'lid_syd_1' }),
      )
      const [taken] = await world.ledger.take(10)
      assert.equal(taken?.documentId, 'lid_syd_1')
      await world.ledger.postpone('box_sin_1/1.0/a', { error: 'later', dueAt: fromNow(world, -1) })
      await world.serve(['syd'], 2)
      await world.advance(anHour)
      assert.deepEqual(await world.ledger.take(10), [])
    },
  )

  ledgerTest(open, 'each region forgets events, but marks go with their home', async (world) => {
    const { ledger } = world
    await world.serve(['sin', 'syd'], 2)
    const marks = [{ id: 'mark-1', digest: '' }]
    const events = [event('box_syd_1', 1)]
    await ledger.commit(sample('box_syd_1', 0, { events, consumes: { marks } }))
    await world.serve(['sin'], 3)
    assert.equal(await ledger.prune('box', '2026-01-01T00:00:00.000Z'), 1)
    assert.deepEqual(await ledger.mark('mark-1'), marks[0])
    await world.serve(['sin', 'syd'], 4)
    await ledger.prune('box', '2026-01-01T00:00:00.000Z')
    assert.equal(await ledger.mark('mark-1'), null)
  })
}

function onlyNotServing(error: unknown): void {
  if (!isFault(error, 'not-serving')) throw error
}
