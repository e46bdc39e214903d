import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { FakeStore, wholeReport } from '#cli/campaign/fake-store.ts'
import { expected, type Drill } from '#cli/drills/drill.ts'
import { runDrill, type Kept } from '#cli/drills/run-drill.ts'

const enough = 4

describe('a drill that cannot be finished', () => {
  let fake: FakeStore
  beforeEach(async () => {
    fake = await FakeStore.start()
  })
  afterEach(() => fake.close())

  async function run(fail: () => void): Promise<Kept> {
    const drill: Drill = {
      name: 'never whole',
      summary: '',
      shoppers: 2,
      pauseMs: 10,
      scarceUnits: 100,
      async rehearse(stage) {
        await stage.untilReceipts(enough)
        fail()
        throw new Error('not whole after 60 s')
      },
      alsoExpects: () => expected(false, 'P7', 'nobody could buy'),
    }
    const given: Kept[] = []
    const ran = runDrill(
      drill,
      fake.file,
      () => undefined,
      (kept) => {
        given.push(kept)
      },
    )
    await assert.rejects(ran, /not whole after 60 s/)
    const last = given.at(-1)
    assert.ok(last !== undefined)
    assert.ok(last.receipts.length >= enough)
    return last
  }

  it('is audited all the same', async () => {
    const { receipts, orders, charges, audit } = await run(() => undefined)
    assert.equal(orders?.length, receipts.length)
    assert.equal(charges?.length, receipts.length)
    assert.equal(audit?.bought, receipts.length)
    assert.deepEqual(
      audit.findings.map(({ says }) => says),
      ['nobody could buy'],
    )
  })

  it('has its lost orders and doubled charges found, by the region that still answers', async () => {
    const { audit, moments } = await run(() => {
      fake.reports.syd = null
      fake.reports.sin = wholeReport('sin', { standing: 'solo', serves: ['sin', 'syd'] })
      const [charge] = fake.charges.splice(0, 1)
      assert.ok(charge !== undefined)
      const [order] = fake.orders.splice(0, 1)
      fake.charges.push({ ...charge, reference: 'ch_again' }, charge)
      assert.ok(order !== undefined)
    })
    assert.equal(audit?.lostOrders, 1)
    assert.equal(audit.duplicateCharges, 1)
    assert.ok(moments.some(({ what }) => /orders are read from sin, which is solo/.test(what)))
  })

  it('is not audited by a region that is out of the pair, and its orders are kept', async () => {
    const { orders, charges, audit } = await run(() => {
      fake.reports.syd = null
      fake.reports.sin = wholeReport('sin', { standing: 'out', serves: [] })
    })
    assert.ok(orders !== null && charges !== null)
    assert.equal(audit, null)
  })

  it('keeps what shoppers were told where nobody answers any more', async () => {
    const { receipts, orders, charges, audit } = await run(() => {
      fake.reports.sin = null
      fake.reports.syd = null
      fake.bankAnswers = false
    })
    assert.ok(receipts.length >= enough)
    assert.deepEqual([orders, charges, audit], [null, null, null])
  })
})
