import assert from 'node:assert/strict'
import {
  anHour,
  delivery,
  fromNow,
  idsOf,
  ledgerTest,
  leaveDeliveries,
  sample,
  type Open,
} from '#kernel/testing/ledger-suite/samples.ts'

export function deliveryTests(open: Open): void {
  ledgerTest(open, 'new deliveries are in the hands of whoever committed them', async (world) => {
    const other = await world.otherProcess()
    const deliveries = [delivery('box_sin_1/1.0/a')]
    await world.ledger.commit(sample('box_sin_1', 0, { deliveries }))
    assert.deepEqual(await other.take(10), [])
    assert.deepEqual(await world.ledger.take(10), [])
    await world.advance(anHour)
    assert.deepEqual(idsOf(await other.take(10)), ['box_sin_1/1.0/a'])
  })

  ledgerTest(open, 'a delivery comes back as it was written', async (world) => {
    const written = [
      delivery('box_sin_1/1.0/a', { trace: '00-abc-def-01', attempts: 3 }),
      delivery('box_sin_1/1.0/b', { body: { call: 'bank.charge', input: { amount: 5 } } }),
    ]
    await leaveDeliveries(world, ...written)
    const taken = await world.ledger.take(10)
    assert.deepEqual(
      taken.toSorted((one, other) => one.id.localeCompare(other.id)),
      written,
    )
  })

  ledgerTest(open, 'leases given up are free at once', async (world) => {
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'))
    const other = await world.otherProcess()
    assert.equal((await world.ledger.take(10)).length, 1)
    assert.deepEqual(await other.take(10), [])
    await other.releaseLeases()
    assert.equal((await other.take(10)).length, 1)
  })

  ledgerTest(open, 'a lease ends by itself when its process does not', async (world) => {
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'))
    assert.equal((await world.ledger.take(10)).length, 1)
    await world.advance(5_000)
    assert.deepEqual(await world.ledger.take(10), [])
    await world.advance(anHour)
    assert.equal((await world.ledger.take(10)).length, 1)
  })

  ledgerTest(open, 'a delivery that survives its process is found by another', async (world) => {
    const other = await world.otherProcess()
    const deliveries = [delivery('box_sin_1/1.0/a')]
    await world.ledger.commit(sample('box_sin_1', 0, { deliveries }))
    await world.ledger.close()
    await world.advance(anHour)
    assert.deepEqual(idsOf(await other.take(10)), ['box_sin_1/1.0/a'])
    await other.commit(sample('lid_sin_1', 0, { consumes: { deliveries: ['box_sin_1/1.0/a'] } }))
    assert.equal((await other.depth()).pending, 0)
  })

  ledgerTest(open, 'a delivery waits until it is due, and no longer', async (world) => {
    const dueAt = fromNow(world, 3_000)
    const deliveries = [delivery('box_sin_1/1.0/later', { dueAt })]
    await world.ledger.commit(sample('box_sin_1', 0, { deliveries, at: fromNow(world, 0) }))
    assert.deepEqual(await world.ledger.take(10), [])
    await world.advance(4_000)
    assert.deepEqual(idsOf(await world.ledger.take(10)), ['box_sin_1/1.0/later'])
  })

  ledgerTest(open, 'what is due longest is taken first', async (world) => {
    await leaveDeliveries(
      world,
      delivery('box_sin_1/1.0/b', { dueAt: fromNow(world, -2_000) }),
      delivery('box_sin_1/1.0/a', { dueAt: fromNow(world, -1_000) }),
      delivery('box_sin_1/1.0/c', { dueAt: fromNow(world, -3_000) }),
    )
    const first = await world.ledger.take(2)
    assert.deepEqual(idsOf(first).toSorted(), ['box_sin_1/1.0/b', 'box_sin_1/1.0/c'])
    assert.deepEqual(idsOf(await world.ledger.take(2)), ['box_sin_1/1.0/a'])
  })

  ledgerTest(open, 'two processes never take the same delivery', async (world) => {
    const written = Array.from({ length: 60 }, (_, place) => delivery(`box_sin_1/1.${place}/a`))
    await leaveDeliveries(world, ...written)
    const other = await world.otherProcess()
    const batches = await Promise.all(
      Array.from({ length: 12 }, (_, place) => (place % 2 ? other : world.ledger).take(7)),
    )
    batches.push(await other.take(60))
    const taken = batches.flatMap(idsOf)
    assert.equal(taken.length, 60)
    assert.deepEqual(taken.toSorted(), idsOf(written).toSorted())
  })

  ledgerTest(open, 'a postponed delivery is hidden until due, one attempt older', async (world) => {
    await leaveDeliveries(world, delivery('box_sin_1/1.0/a'))
    await world.ledger.take(1)
    await world.ledger.postpone('box_sin_1/1.0/a', {
      error: 'the bank is closed',
      dueAt: fromNow(world, 20_000),
    })
    assert.deepEqual(await world.ledger.take(1), [])
    // Sooner than the lease of the first attempt would have ended by itself.
    await world.advance(21_000)
    const [again] = await world.ledger.take(1)
    assert.equal(again?.attempts, 1)
    assert.equal((await world.ledger.depth()).dead, 0)
  })

  ledgerTest(open, 'giving up leases does not bring forward what is due later', async (world) => {
    const dueAt = fromNow(world, 20_000)
    await leaveDeliveries(
      world,
      delivery('box_sin_1/1.0/a'),
      delivery('box_sin_1/1.0/b', { dueAt }),
    )
    await world.ledger.take(1)
    await world.ledger.postpone('box_sin_1/1.0/a', { error: 'the bank is closed', dueAt })
    await world.ledger.releaseLeases()
    assert.deepEqual(await world.ledger.take(10), [])
  })

  ledgerTest(open, 'a delivery that fails again and again holds up no other', async (world) => {
    const old = fromNow(world, -60_000)
    await leaveDeliveries(
      world,
      delivery('box_sin_1/1.0/poison', { dueAt: old }),
      ...[1, 2, 3].map((place) => delivery(`box_sin_1/1.${place}/good`, { dueAt: old })),
    )
    const done: string[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      for (const { id } of await world.ledger.take(1)) {
        if (id.endsWith('/poison')) {
          const dueAt = fromNow(world, 100_000)
          await world.ledger.postpone(id, { error: 'it never works', dueAt })
        } else {
          await world.ledger.finish([id])
          done.push(id)
        }
      }
    }
    assert.equal(done.length, 3)
    assert.deepEqual((await world.ledger.depth()).pending, 1)
  })

  ledgerTest(
    open,
    'a finished delivery is gone, and finishing again is harmless',
    async (world) => {
      await leaveDeliveries(world, delivery('box_sin_1/1.0/a'), delivery('box_sin_1/1.0/b'))
      await world.ledger.finish(['box_sin_1/1.0/a', 'box_sin_1/1.0/none'])
      await world.ledger.finish(['box_sin_1/1.0/a'])
      await world.ledger.finish([])
      assert.deepEqual(idsOf(await world.ledger.take(10)), ['box_sin_1/1.0/b'])
      await world.ledger.postpone('box_sin_1/1.0/a', { error: 'too late', dead: true })
      assert.equal((await world.ledger.depth()).dead, 0)
    },
  )

  ledgerTest(open, 'the depth counts what waits, held or not', async (world) => {
    assert.deepEqual(await world.ledger.depth(), { pending: 0, dead: 0, oldestDueAt: null })
    const oldest = fromNow(world, -1_000)
    await leaveDeliveries(
      world,
      delivery('box_sin_1/1.0/a', { dueAt: fromNow(world, anHour) }),
      delivery('box_sin_1/1.0/b', { dueAt: oldest }),
      delivery('box_sin_1/1.0/c', { dueAt: fromNow(world, -2_000) }),
    )
    await world.ledger.take(1)
    await world.ledger.postpone('box_sin_1/1.0/c', { error: 'broken', dead: true })
    assert.deepEqual(await world.ledger.depth(), { pending: 2, dead: 1, oldestDueAt: oldest })
  })
}
