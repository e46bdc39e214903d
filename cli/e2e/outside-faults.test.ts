import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { askStaff, askWell } from '#cli/e2e/ask.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { chargesFor, mailsTo, mailTo } from '#cli/e2e/outside.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { anotherEmail, buy, fillCart, orderBody, orderOnce, readOrder } from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import { askRegion } from '#cli/region-client.ts'
import { worldControl, type WorldControl } from '#cli/up/world-control.ts'
import type { DeadLetter } from '#kernel/ports/ledger.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { paymentIdOf, type PaymentView } from '#services/payments/contract.ts'

const sku = 'E2E-THING'
const tooHeavy = 'E2E-ANVIL'
const basket = [{ sku, quantity: 1 }]
/** Longer than the shop waits for the bank. */
const slowMs = 2_400

let own: OwnStore
let store: StoreFile
let edge: string
let world: WorldControl

before(async () => {
  own = await startOwnStore(() => undefined, { regions: 1 })
  store = own.reach
  edge = store.edge
  world = worldControl(store.worldControl.url, store.worldControl.token)
  await Promise.all([putOnSale(store, { sku }), putOnSale(store, { sku: tooHeavy, grams: 80_000 })])
  const none = await runCli('dead-letters', 'list', '--dir', own.dir)
  assert.deepEqual([none.code, none.stderr], [0, ''])
  assert.match(none.stdout, /No dead letters/)
  await Promise.all([shipAnvil(), shipAnvil()])
})

after(() => own.stop())

/** Orders without waiting for anything. */
async function order(email?: string): Promise<OrderView> {
  const body = orderBody(await fillCart(edge, basket), email === undefined ? {} : { email })
  return askWell<OrderView>('POST', `${edge}/v1/orders`, body)
}

const isConfirmed = ({ status }: OrderView) => status === 'confirmed'

/** What every region lists as given up. */
async function letters(): Promise<DeadLetter[]> {
  const pages = await Promise.all(
    store.regions.map(({ code }) =>
      askRegion<{ items: DeadLetter[] }>(store, code, 'dead-letters/list'),
    ),
  )
  return pages.flatMap(({ items }) => items)
}

async function twoLetters(): Promise<DeadLetter[] | null> {
  const found = await letters()
  return found.length === 2 ? found : null
}

async function staysPending(id: string, forMs: number): Promise<void> {
  const end = performance.now() + forMs
  while (performance.now() < end) {
    assert.equal((await readOrder(edge, id)).body.status, 'pending')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What the carrier refuses, however often it is asked. */
async function shipAnvil(): Promise<void> {
  const { id } = await buy(edge, [{ sku: tooHeavy, quantity: 1 }])
  await askStaff(own.reach, 'POST', `orders/${id}/shipments`, {})
}

async function assertChargedOnce({ id, total }: OrderView): Promise<void> {
  const [charge, ...others] = await chargesFor(store, id)
  assert.equal(others.length, 0)
  assert.deepEqual(charge?.authorized, total)
  assert.equal(charge?.voided, false)
}

describe('a store whose surroundings fail', { concurrency: 2 }, () => {
  describe('but nothing it asks for', { concurrency: 1 }, () => {
    describe('what one party outside does', { concurrency: 8 }, () => {
      for (const token of ['tok_timeout', 'tok_unavailable']) {
        it(`leaves one charge for ${token}`, async () => {
          const { id } = await buy(edge, basket, { token })
          await assertChargedOnce(await orderOnce(edge, id, 'confirmed', isConfirmed))
        })
      }

      it('holds up no order when it is the mail that is down; each mail comes later, once', async () => {
        await world.fault('mailbox', { down: true })
        const email = anotherEmail()
        const bought = await buy(edge, basket, { email })
        assert.equal(bought.status, 'confirmed')
        await world.fault('mailbox', { down: false })
        await mailTo(store, email, new RegExp(bought.number))
        assert.equal((await mailsTo(store, email)).length, 1)
      })

      it('keeps a parcel waiting when it is the carrier that is down', async () => {
        const { id, total } = await buy(edge, basket)
        await world.fault('carrier', { down: true })
        await askStaff(own.reach, 'POST', `orders/${id}/shipments`, {})
        const waiting = await orderOnce(edge, id, 'to be shipped', ({ shipments }) => {
          return shipments.length > 0
        })
        assert.equal(waiting.shipments[0]?.status, 'preparing')
        assert.equal((await chargesFor(store, id))[0]?.captured.amount, 0)
        await world.fault('carrier', { down: false })
        const sent = await orderOnce(edge, id, 'paid', (seen) => seen.paymentStatus === 'captured')
        assert.match(sent.shipments[0]?.trackingNumber ?? '', /^TRK/)
        const [charge, ...others] = await chargesFor(store, id)
        assert.equal(others.length, 0)
        assert.equal(charge?.captured.amount, total.amount)
      })
    })

    describe('an order is charged once', { concurrency: 1 }, () => {
      it('when the bank is down while it is placed', async () => {
        await world.fault('bank', { down: true })
        const { id } = await order()
        await staysPending(id, 800)
        await world.fault('bank', { down: false })
        const confirmed = await orderOnce(edge, id, 'confirmed', isConfirmed)
        await assertChargedOnce(confirmed)
      })

      it('when the bank answers later than the shop waits', async () => {
        await world.fault('bank', { slowMs })
        const { id } = await order()
        await staysPending(id, slowMs + 400)
        await world.fault('bank', { slowMs: 0 })
        const confirmed = await orderOnce(edge, id, 'confirmed', isConfirmed)
        await assertChargedOnce(confirmed)
      })

      it('when the bank tells everything twice and in no order', async () => {
        await world.fault('bank', { answerTwice: true })
        const bought = await buy(edge, basket)
        await askStaff(own.reach, 'POST', `orders/${bought.id}/shipments`, {})
        const paid = await orderOnce(edge, bought.id, 'paid', (seen) => {
          return seen.paymentStatus === 'captured'
        })
        assert.deepEqual(paid.captured, bought.total)
        const paymentId = paymentIdOf(bought.id)
        const payment = await until('both notices have come', async () => {
          const path = `payments/${paymentId}`
          const seen = await askStaff<PaymentView>(own.reach, 'GET', path)
          return seen.notices.length > 1 ? seen : null
        })
        await until('the bank has told everything', async () => {
          const webhooks = await askWell<{ pending: number }>('GET', `${store.bank}/webhooks`)
          return webhooks.pending === 0
        })
        await world.fault('bank', { answerTwice: false })
        const said = payment.notices.map(({ says }) => says).toSorted()
        assert.deepEqual(said, ['authorization.approved', 'capture.approved'])
        await assertChargedOnce(bought)
        const { items } = await askStaff<{ items: OrderView[] }>(
          own.reach,
          'GET',
          `orders?email=${encodeURIComponent(bought.email)}`,
        )
        assert.equal(items.length, 1)
      })
    })
  })

  it('what can never succeed becomes a dead letter for a person to decide', async () => {
    const deadLetters = async (...args: string[]) => {
      return runCli('dead-letters', ...args, '--dir', own.dir)
    }
    const [unknown, reasonless] = await Promise.all([
      deadLetters('show', 'nothing'),
      deadLetters('discard', 'nothing'),
    ])
    assert.deepEqual([unknown.code, reasonless.code], [2, 2])
    assert.match(unknown.stderr, /no dead letter nothing/)
    assert.match(reasonless.stderr, /--reason/)

    const [first, second] = await until('both labels are given up', twoLetters, 45_000)
    assert.ok(first && second)
    assert.match(first.error, /grams/)
    assert.ok(first.attempts > 1)
    const [forPeople, forPrograms, shown, status] = await Promise.all([
      deadLetters('list'),
      deadLetters('list', '--json'),
      deadLetters('show', first.id),
      runCli('status', '--dir', own.dir),
    ])
    assert.ok(forPeople.stdout.includes(first.id) && forPeople.stdout.includes(second.id))
    assert.equal((JSON.parse(forPrograms.stdout) as unknown[]).length, 2)
    assert.equal((JSON.parse(shown.stdout) as DeadLetter).id, first.id)
    assert.match(status.stdout, /2 dead letters/)

    const [redriven, discarded] = await Promise.all([
      deadLetters('redrive', first.id),
      deadLetters('discard', second.id, '--reason', 'sent by lorry'),
    ])
    assert.deepEqual([redriven.code, redriven.stdout], [0, '1 sent again\n'])
    assert.deepEqual([discarded.code, discarded.stdout], [0, `discarded ${second.id}\n`])
    assert.deepEqual(await letters(), [])
  })
})
