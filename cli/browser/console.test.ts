// What staff and operators do in the console, in a real browser on a running store.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { toTrace } from '#cli/browser/console-sights.ts'
import { inOwnersWindow, owner, withOwner } from '#cli/browser/console-window.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { openShop } from '#cli/browser/shop-window.ts'
import { regionWithLetter, sendTooHeavy } from '#cli/browser/too-heavy.ts'
import { askStaff, askWell } from '#cli/e2e/ask.ts'
import { inputOf } from '#cli/e2e/merchandise.ts'
import { buy, fillCart, orderBody, orderOnce, patience } from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'
import type { OrderView } from '#services/orders/contract.ts'

const scriptBytesMax = 350_000
const stock = [{ sku: 'KITE-1', onHand: 12, backorder: false }]
let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
  await sendTooHeavy(shop.store.reach)
})
after(() => shop.stop())

const inWindow = (use: (page: Page) => Promise<void>) => inOwnersWindow(shop, use)

describe('staff in a browser', { concurrency: 1 }, () => {
  it('loads no more scripts for the first page than its budget', () =>
    inWindow(async (page) => {
      const sizes: Promise<number>[] = []
      page.on('response', (response) => {
        if (!response.url().endsWith('.js')) return
        sizes.push(response.headerValue('content-length').then(Number))
      })
      await page.goto('/console', { waitUntil: 'networkidle' })
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
      assert.ok(bytes > 0 && bytes <= scriptBytesMax, `${bytes} bytes`)
    }))

  it('finds an order, ships a part of it and pays a part back', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      const order = await buy(edge, [{ sku: 'CT-TIDE-SEA', quantity: 2 }])
      await page.goto('/console/orders')
      await page.getByRole('link', { name: order.number }).waitFor()
      await page.getByLabel('Status', { exact: true }).selectOption('confirmed')
      await page.getByRole('searchbox').fill(order.email)
      await page.waitForURL(/status=confirmed.*find=/)
      await page.reload()
      await page.getByRole('link', { name: order.number }).click()
      await page.getByRole('button', { name: 'Ship' }).click()
      await page.getByRole('button', { name: 'One fewer of CT-TIDE-SEA' }).click()
      await page.getByRole('button', { name: 'Ship these units' }).click()
      await page.getByText('Parcel of 1 unit').waitFor()
      await orderOnce(edge, order.id, 'paid in part', ({ captured }) => captured.amount > 0)
      await page.getByRole('button', { name: 'Refund', exact: true }).click()
      await page.getByLabel('Amount in SGD').fill('5')
      await page.getByLabel('Reason').fill('A scratch')
      await page.getByRole('button', { name: 'Refund S$5.00' }).click()
      await page.getByText('A scratch').first().waitFor()
      const paidBack = await orderOnce(edge, order.id, 'paid back', (each) =>
        each.refunds.some(({ status }) => status === 'done'),
      )
      assert.equal(paidBack.refunded.amount, 500)
    }))

  it('imports a file, reads what became of each row, and changes what came in', () =>
    inWindow(async (page) => {
      const good = { product: inputOf({ handle: 'kite', sku: 'KITE-1', price: 4_900, grams: 300 }) }
      await page.goto('/console/products')
      await page.getByRole('link', { name: 'Import' }).click()
      await page.getByLabel('A file of products').setInputFiles({
        name: 'kites.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from(`${JSON.stringify({ ...good, stock })}\nthis is no JSON\n`),
      })
      await page.getByRole('button', { name: 'Import' }).click()
      await page.getByRole('heading', { name: 'kites.jsonl is read' }).waitFor()
      await page.getByRole('heading', { name: 'Refused: 1' }).waitFor()
      await page.getByRole('link', { name: 'See the products' }).click()
      await page.getByRole('searchbox').fill('Article KITE')
      await page.getByRole('link', { name: 'Article KITE-1' }).click()
      await page.getByLabel('Title', { exact: true }).fill('Red kite')
      await page.getByLabel('Price, SGD').fill('52.50')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { level: 1, name: 'Red kite' }).waitFor()
      const kite = await buy(shop.store.reach.edge, [{ sku: 'KITE-1', quantity: 1 }])
      assert.equal(kite.lines[0]?.unitPrice.amount, 5_250)
    }))

  it('is led to the sign-in, and back to where they were', async () => {
    await withOwner(shop.store.reach)
    const { page, close } = await openShop(shop.browser, shop.store.reach.edge)
    await page.goto('/console/orders?status=confirmed')
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password').fill(owner.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/console\/orders\?status=confirmed/)
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await close()
  })
})

describe('an operator in a browser', { concurrency: 1 }, () => {
  it('evacuates a region, and hands its home back', () =>
    inWindow(async (page) => {
      await page.goto('/console/operations/regions')
      const region = (code: string) => page.locator(`[data-code="${code}"]`)
      await region('sin').getByRole('button', { name: 'Evacuate' }).click()
      await page.getByText('No request fails, shoppers notice').waitFor()
      await page.getByRole('button', { name: 'Evacuate Singapore' }).click()
      await page.locator('[data-code="sin"][data-serves=""]').waitFor()
      const order = await buy(shop.store.reach.edge, [{ sku: 'CT-TIDE-SEA', quantity: 1 }])
      assert.match(order.id, /^ord_/)
      await region('sin').getByRole('button', { name: 'Hand its home back' }).click()
      await page.getByRole('button', { name: 'Hand it back' }).click()
      await page.locator('[data-code="sin"][data-serves="sin"]').waitFor()
    }))

  it('follows an order over both regions by its trace, whose address can be passed on', () =>
    inWindow(async (page) => {
      const { edge, regions } = shop.store.reach
      const cartId = await fillCart(regions[0]?.url ?? edge, [{ sku: 'CT-TIDE-SEA', quantity: 1 }])
      const there = { ...patience, 'meridian-region-preference': 'syd' }
      const order = await askWell<OrderView>('POST', `${edge}/v1/orders`, orderBody(cartId), there)
      const spans = page.getByRole('list', { name: 'Spans of this trace' })
      const forward = spans.getByRole('button', { name: /^forward POST.*syd/ })
      const authorize = spans.getByRole('button', {
        name: /^call payments.authorize payments, sin/,
      })
      // A trace is listed once its request is answered, and grows while its deliveries go on.
      for (let looks = 0; looks < 10; looks += 1) {
        await toTrace(page)
        await spans.waitFor()
        if ((await forward.count()) > 0 && (await authorize.count()) > 0) break
      }
      await forward.waitFor()
      await authorize.waitFor()
      await spans.getByRole('button', { name: /^command order\/place orders, sin/ }).press('Enter')
      await page.waitForURL(/span=/)
      await page.reload()
      await page.getByText(order.id).waitFor()
    }))

  it('forgets a person after their address was typed once more', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      const { email } = await buy(edge, [{ sku: 'CT-TIDE-SEA', quantity: 1 }])
      await page.goto(`/console/customers?email=${email}`)
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('button', { name: 'Erase this person' }).click()
      const erase = page.getByRole('button', { name: 'Erase for good' })
      assert.equal(await erase.isDisabled(), true)
      await page.getByLabel(`Type ${email} to go on`).fill(email)
      await erase.click()
      await page.getByText('1 order kept for the books to the end of 20').waitFor()
      const customers = await askStaff<{ items: unknown[] }>(
        shop.store.reach,
        'GET',
        `customers?email=${email}`,
      )
      assert.deepEqual(customers.items, [])
    }))

  it('redrives a dead letter', () =>
    inWindow(async (page) => {
      const region = await until(
        'the label is given up',
        () => regionWithLetter(shop.store.reach),
        60_000,
      )
      await page.goto(`/console/operations/dead-letters?region=${region}`)
      await page.getByRole('button', { name: 'Open' }).click()
      await page.getByText(/grams/).first().waitFor()
      await page.getByRole('button', { name: 'Redrive' }).click()
      await page.getByRole('heading', { name: 'No dead letters' }).waitFor()
      assert.equal(await regionWithLetter(shop.store.reach), null)
    }))
})
