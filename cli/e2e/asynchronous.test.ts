import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { askWell } from '#cli/e2e/ask.ts'
import { putOnSale, stockOf } from '#cli/e2e/merchandise.ts'
import { chargesFor } from '#cli/e2e/outside.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { buy, fillCart, orderBody, patience, readOrder } from '#cli/e2e/shopping.ts'
import { reports, untilStanding } from '#cli/e2e/standing.ts'
import { until } from '#cli/e2e/until.ts'
import { control } from '#cli/running-store.ts'
import { startOwnStore } from '#cli/up/own-store.ts'
import type { Reconciliation } from '#cli/loss/reconcile.ts'
import type { OrderView } from '#services/orders/contract.ts'

const sku = 'E2E-FAR'
const line = (quantity: number) => [{ sku, quantity }]

it('an asynchronous region that is lost takes orders with it, and no unit is sold twice', async () => {
  const own = await startOwnStore(() => undefined, {
    durability: 'asynchronous',
  })
  const { dir, reach: store } = own
  const [sin, syd] = store.regions
  assert.ok(sin && syd)
  try {
    await putOnSale(store, { sku }, 20)
    const status = await runCli('status', '--dir', dir)
    assert.match(status.stdout, /durability +asynchronous/)
    const early = await buy(sin.url, line(1))
    const cartIds = [await fillCart(sin.url, line(2)), await fillCart(sin.url, line(2))]
    const spareCart = await fillCart(sin.url, line(1))
    await until('all of it has arrived', async () => {
      return (await fetch(`${syd.url}/v1/carts/${spareCart}`)).ok
    })

    // Nothing that Singapore commits from here on arrives, and nobody waits for it.
    await control(store, 'POST', '/partition/sin', { oneWay: 'out' })
    const lost: OrderView[] = []
    for (const cartId of cartIds) {
      const body = orderBody(cartId, { email: `${cartId}@example.com` })
      lost.push(await askWell<OrderView>('POST', `${sin.url}/v1/orders`, body, patience))
    }
    assert.deepEqual(
      lost.map((order) => order.status),
      ['confirmed', 'confirmed'],
    )
    await control(store, 'POST', '/kill/sin')
    await control(store, 'POST', '/heal')
    await untilStanding(store, { syd: 'solo' })

    const [, report] = await reports(store)
    const loss = await until('what may be missing is written down', async () => {
      return (await reports(store))[1]?.losses[0] ?? null
    })
    assert.deepEqual(report?.frozen, { sin: { since: 2, lost: 'sin' } })
    assert.deepEqual([loss.epoch, loss.homes, loss.salvaged], [2, ['sin'], null])
    assert.ok(loss.lastArrived && loss.lastSeen && loss.lastArrived.at <= loss.at)
    assert.ok(existsSync(join(dir, 'syd', 'losses', 'epoch-2.json')))
    assert.match((await runCli('status', '--dir', dir)).stdout, /frozen +stock of sin/)
    const open = await runCli('region', 'reconcile', 'sin', '--dir', dir)
    assert.equal(open.code, 1)
    assert.match(open.stderr, /not back/)

    // Ten units lie in each home, of which Sydney knows one sold. Its own can be bought, and only they.
    assert.deepEqual(
      (await stockOf(store, syd.url, sku)).shares.map(({ available, frozen }) => [
        available,
        frozen,
      ]),
      [
        [0, true],
        [10, false],
      ],
    )
    const moved = await askWell<OrderView>(
      'POST',
      `${store.edge}/v1/orders`,
      orderBody(spareCart),
      patience,
    )
    const kept = await buy(store.edge, line(4))
    const tooMany = await buy(store.edge, line(6))
    assert.deepEqual(
      [moved, kept, tooMany].map((order) => order.status),
      ['confirmed', 'confirmed', 'rejected'],
    )

    const back = await runCli('region', 'rejoin', 'sin', '--dir', dir)
    assert.equal(back.code, 0, back.stderr)
    assert.deepEqual(
      (await reports(store)).map((one) => [
        one?.standing,
        one?.serves,
        Object.keys(one?.frozen ?? {}),
      ]),
      [
        ['paired', ['sin'], ['sin']],
        ['paired', ['syd'], ['sin']],
      ],
    )
    const listed = await runCli('region', 'reconcile', 'sin', '--list', '--json', '--dir', dir)
    const [only] = JSON.parse(listed.stdout) as Reconciliation[]
    assert.ok(only?.loss.salvaged?.complete)
    const orders = only.business.orders.filter(({ placedThere }) => placedThere)
    assert.deepEqual(
      new Map(orders.map(({ orderId, email, total }) => [orderId, { email, total }])),
      new Map(lost.map(({ id, email, total }) => [id, { email, total }])),
    )
    for (const { orderId, payments } of orders) {
      const charges = await chargesFor(store, orderId)
      assert.deepEqual(
        charges.map(({ reference }) => reference),
        payments,
      )
      assert.equal((await readOrder(store.edge, orderId)).status, 404)
    }
    assert.deepEqual(only.business.units, [{ sku, promised: 4, moved: 0 }])
    assert.equal((await stockOf(store, sin.url, sku)).shares[0]?.frozen, true)

    const reconciled = await runCli('region', 'reconcile', 'sin', '--dir', dir)
    assert.equal(reconciled.code, 0, reconciled.stderr)
    assert.match(reconciled.stdout, new RegExp(`${lost[0]?.id}  lost  here now: not there`))
    assert.match(reconciled.stdout, /Nothing was put back/)
    assert.equal((await buy(sin.url, line(6))).status, 'confirmed')
    assert.equal((await readOrder(syd.url, early.id)).body.status, 'confirmed')
    const again = await runCli('region', 'reconcile', 'sin', '--dir', dir)
    assert.match(again.stdout, /nothing with it that is not reconciled/)
  } finally {
    await own.stop()
  }
})
