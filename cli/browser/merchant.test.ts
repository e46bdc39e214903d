// A merchant's day in the console, in a real browser on a running store: what belongs together in one go, and
// what moves stock, prices and files.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { asOwner, inOwnersWindow, owner, withOwner } from '#cli/browser/console-window.ts'
import { inWindowOf, startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { barriers, settled } from '#cli/browser/shop-window.ts'
import { regionWithLetter, sendTooHeavy } from '#cli/browser/too-heavy.ts'
import { askStaff } from '#cli/e2e/ask.ts'
import { inputOf, putOnSale, stockOf } from '#cli/e2e/merchandise.ts'
import { chargesFor } from '#cli/e2e/outside.ts'
import { buy, orderOnce } from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'

let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
  await withOwner(shop.store.reach)
  await sendTooHeavy(shop.store.reach)
})
after(() => shop.stop())

const inWindow = (use: (page: Page) => Promise<void>) => inOwnersWindow(shop, use)

async function assertAccessible(page: Page): Promise<void> {
  await settled(page)
  assert.deepEqual(await barriers(page), [], page.url())
}

describe('a merchant in a browser', { concurrency: 1 }, () => {
  it('imports a product, edits it, ships it when it is bought, and pays a part back', () =>
    inWindowOf(shop, async (page) => {
      await page.goto('/console/products/import')
      await page.getByLabel('E-mail').fill(owner.email)
      await page.getByLabel('Password').fill(owner.password)
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Sign in' }).click()

      const lamp = inputOf({ handle: 'lamp', sku: 'LAMP-1', price: 6_900, grams: 900 })
      const stock = [{ sku: 'LAMP-1', onHand: 20, backorder: false }]
      await page.getByLabel('A file of products').setInputFiles({
        name: 'lamps.jsonl',
        mimeType: 'application/jsonl',
        buffer: Buffer.from(
          `${JSON.stringify({ product: lamp, stock })}\n${JSON.stringify({ product: { ...lamp, handle: 'dim', title: '' } })}\n`,
        ),
      })
      await page.getByRole('button', { name: 'Import' }).click()
      await page.getByRole('heading', { name: 'lamps.jsonl is read' }).waitFor()
      const refused = page.getByRole('table', { name: 'Refused' })
      assert.match(await refused.innerText(), /2\s+dim/)
      await assertAccessible(page)

      await page.getByRole('link', { name: 'See the products' }).click()
      await page.getByRole('searchbox').fill('Article LAMP')
      await page.getByRole('link', { name: 'Article LAMP-1' }).click()
      await page.getByLabel('Title', { exact: true }).fill('Reading lamp')
      await page.getByLabel('Price, SGD').fill('75.50')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { level: 1, name: 'Reading lamp' }).waitFor()
      await assertAccessible(page)

      const { edge } = shop.store.reach
      const order = await buy(edge, [{ sku: 'LAMP-1', quantity: 2 }])
      assert.deepEqual(order.lines[0]?.total, { amount: 15_100, currency: 'SGD' })
      await page.getByRole('link', { name: 'Orders' }).first().click()
      await page.getByRole('link', { name: order.number }).click()
      await page.getByRole('button', { name: 'Ship' }).click()
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Ship these units' }).click()
      await page.getByText('Parcel of 2 units').waitFor()
      await page.locator('[data-payment="captured"]').waitFor()

      await page.getByRole('button', { name: 'Refund', exact: true }).click()
      await page.getByLabel('Amount in SGD').fill('12.50')
      await page.getByLabel('Reason').fill('A dent in the shade')
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Refund S$12.50' }).click()
      await page.locator('[data-payment="partially-refunded"]').waitFor()
      await page.getByText('A dent in the shade').first().waitFor()
      await assertAccessible(page)
      const now = await orderOnce(
        edge,
        order.id,
        'paid back',
        ({ refunded }) => refunded.amount > 0,
      )
      assert.deepEqual([now.captured, now.refunded.amount], [order.total, 1_250])
    }))

  it('captures before it ships, and pays back when the order is cancelled', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      const { id, total } = await buy(edge, [{ sku: 'CT-TIDE-CLAY', quantity: 1 }])
      const capture = page.getByRole('button', { name: 'Capture', exact: true })
      await page.goto(`/console/orders/${id}`)
      await capture.click()
      await assertAccessible(page)
      await page.getByRole('button', { name: /^Capture S\$/ }).click()
      await page.locator('[data-payment="captured"]').waitFor()
      await page.getByText('Payment captured').waitFor()
      assert.equal(await capture.count(), 0)
      await page.getByRole('button', { name: 'Cancel', exact: true }).click()
      await page.getByText('that was captured is paid back').waitFor()
      await page.getByRole('button', { name: 'Cancel the order' }).click()
      await page.locator('[data-status="cancelled"][data-payment="refunded"]').waitFor()
      const charges = await chargesFor(shop.store.reach, id)
      assert.deepEqual(
        charges.map(({ captured, refunded }) => [captured, refunded]),
        [[total, total]],
      )
    }))

  it('ships what was captured, and charges nothing twice', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      const { id, total } = await buy(edge, [{ sku: 'CT-TIDE-CLAY', quantity: 1 }])
      await page.goto(`/console/orders/${id}`)
      await page.getByRole('button', { name: 'Capture', exact: true }).click()
      await page.getByLabel('Amount in SGD').fill('10')
      await page.getByRole('button', { name: 'Capture S$10.00' }).click()
      await page.getByText('Capture, done').waitFor()
      await page.getByRole('button', { name: 'Ship' }).click()
      await page.getByRole('button', { name: 'Ship these units' }).click()
      await page.locator('[data-payment="captured"]').waitFor()
      const charges = await chargesFor(shop.store.reach, id)
      assert.deepEqual(
        charges.map(({ captured }) => captured),
        [total],
      )
    }))

  it('adjusts the stock of a region, and moves units to the other', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const { sku } = await putOnSale(reach, { sku: 'MOVED-1' }, 20)
      const [first, second] = reach.regions
      assert.ok(first && second)
      const available = async () =>
        (await stockOf(reach, first.url, sku)).shares
          .toSorted((a, b) => a.home.localeCompare(b.home))
          .map((share) => share.available)
      const open = async () => {
        await page.goto(`/console/inventory?sku=${sku}`)
        await page.getByRole('button', { name: `Change ${sku}` }).click()
        await page.getByRole('combobox').selectOption(first.code)
      }
      await open()
      await page.getByLabel('Units').fill('-3')
      await page.getByLabel('Why').fill('Broken on the shelf')
      await page.getByRole('button', { name: 'Adjust the stock' }).click()
      await page.getByText(`${sku} is adjusted`).waitFor()
      await until('three are taken away', async () => (await available()).join() === '7,10')
      await open()
      await page.getByText('Move between regions').click()
      await page.getByLabel('Units').fill('4')
      await page.getByRole('button', { name: `Move them to ${second.code}` }).click()
      await page.getByText(`${sku} is on its way to ${second.code}`).waitFor()
      await until('four have moved', async () => (await available()).join() === '3,14')
    }))

  it('saves a delivery zone and a country’s taxes, which the next shopper meets', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      await page.goto('/console/settings/shipping')
      await page.getByRole('button', { name: 'Add a zone' }).click()
      const zone = page.getByRole('region', { name: 'New zone' })
      await zone.getByLabel('Countries').fill('IS')
      await zone.getByLabel('Title').fill('By sea')
      await zone.getByLabel('Code').fill('sea')
      await zone.getByLabel('Price, SGD').fill('18')
      await zone.getByLabel('Days, at least').fill('9')
      await zone.getByLabel('Days, at most').fill('14')
      await zone.getByLabel('Zone', { exact: true }).fill('Iceland')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Shoppers see the new rates from now on').waitFor()
      await page.reload()
      await page.getByRole('region', { name: 'Iceland' }).waitFor()
      await until('the rate is offered', async () => {
        const answer = await fetch(`${edge}/v1/shipping-methods?country=IS&currency=SGD`)
        return (await answer.text()).includes('By sea')
      })

      await page.getByRole('link', { name: 'Prices and taxes' }).click()
      await page.getByRole('button', { name: 'Set those of a country' }).click()
      await page.getByRole('textbox', { name: 'Country' }).fill('is')
      await page.getByLabel('Name').fill('VSK')
      await page.getByLabel('Standard, %').fill('24')
      await page.getByRole('button', { name: 'Save the taxes' }).click()
      await page.getByText('Taxes of Iceland are changed').waitFor()
      await page.reload()
      const row = page.getByRole('row', { name: /Iceland/ })
      assert.match(await row.innerText(), /VSK[^]*24\.0%/)
    }))

  it('takes the whole catalogue along as a file that an import takes', () =>
    inWindow(async (page) => {
      await page.goto('/console/products')
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export' }).click()
      const file = await download
      assert.equal(file.suggestedFilename(), 'products.jsonl')
      const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
      const products = lines.map(
        (line) => (JSON.parse(line) as { product: { handle: string } }).product,
      )
      assert.ok(products.some(({ handle }) => handle === 'tide-mug'))
      const page1 = await askStaff<{ items: object[] }>(
        shop.store.reach,
        'GET',
        'products?limit=100',
      )
      assert.ok(lines.length >= page1.items.length)
    }))

  it('archives what was chosen, and nothing else', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      for (const sku of ['OLD-1', 'OLD-2', 'OLD-3']) await putOnSale(reach, { sku })
      await page.goto('/console/products')
      await page.getByRole('searchbox').fill('Article OLD')
      await page.waitForURL(/find=Article/)
      // The list before it stays until the new one is there, and moves under the pointer then.
      await until('it is there', async () => (await page.locator('tbody tr').count()) === 3)
      await page.getByLabel('Choose Article OLD-1').check({ force: true })
      await page.getByLabel('Choose Article OLD-3').check({ force: true })
      await page.getByText('2 products chosen').waitFor()
      await page.getByRole('button', { name: 'Archive', exact: true }).click()
      await page.getByText('2 products changed').waitFor()
      await page.getByText('2 products chosen').waitFor({ state: 'detached' })
      const statusOf = async (handle: string) =>
        (await askStaff<{ status: string }>(reach, 'GET', `products/${handle}`)).status
      assert.deepEqual(await Promise.all(['old-1', 'old-2', 'old-3'].map(statusOf)), [
        'archived',
        'active',
        'archived',
      ])
    }))

  it('is asked before leaving what was not saved', () =>
    inWindow(async (page) => {
      await putOnSale(shop.store.reach, { sku: 'HALF-1' })
      await page.goto('/console/products/half-1')
      const title = page.getByLabel('Title', { exact: true })
      const orders = page.getByRole('link', { name: 'Orders' }).first()
      await title.fill('Half a title')
      await orders.click()
      await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor()
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Stay here' }).click()
      assert.equal(await title.inputValue(), 'Half a title')
      await orders.click()
      await page.getByRole('button', { name: 'Leave without saving' }).click()
      await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
      await page.goto('/console/products/half-1')
      assert.equal(await title.inputValue(), 'Article HALF-1')
    }))

  it('puts no old product back over what a colleague saved meanwhile', () =>
    inWindowOf(
      shop,
      async (page) => {
        const { reach } = shop.store
        await asOwner(page, reach)
        await putOnSale(reach, { sku: 'BOTH-1' })
        await page.goto('/console/products/both-1')
        const title = page.getByLabel('Title', { exact: true })
        const save = page.getByRole('button', { name: 'Save' })
        await title.fill('Mine')
        await save.click()
        await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor()
        const theirs = inputOf({ handle: 'both-1', sku: 'BOTH-1', price: 2_000, grams: 100 })
        await askStaff(reach, 'PUT', 'products/both-1', { ...theirs, title: 'Theirs' })
        await title.fill('Mine again')
        await save.click()
        await page.getByText('The product was changed meanwhile').waitFor()
        assert.equal(await title.inputValue(), 'Mine again')
        await page.getByRole('button', { name: 'Load the newest' }).click()
        await page.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor()
        assert.equal(await title.inputValue(), 'Theirs')
        assert.equal(await page.getByLabel('Price, SGD').inputValue(), '20.00')
      },
      // One save is refused, which the browser takes for a failure.
      { losesRequests: true },
    ))

  it('keeps a note with an order, and sends one of its mails again', () =>
    inWindow(async (page) => {
      const { edge } = shop.store.reach
      const { id, email } = await buy(edge, [{ sku: 'CT-TIDE-CLAY', quantity: 1 }])
      await page.goto(`/console/orders/${id}`)
      await page.getByLabel('New note').fill('Call before noon')
      await page.getByRole('button', { name: 'Keep the note' }).click()
      await page.getByRole('listitem').filter({ hasText: 'Call before noon' }).waitFor()
      assert.equal(await page.getByLabel('New note').inputValue(), '')
      await until('a mail has gone', async () => {
        await page.reload()
        await settled(page)
        return (await page.getByText('sent 1 time').count()) > 0
      })
      await page
        .getByRole('button', { name: /^Send again/ })
        .first()
        .click()
      await page.getByText(`Sent again to ${email}`).waitFor()
      await until('it has gone twice', async () => {
        await page.reload()
        await settled(page)
        return (await page.getByText('sent 2 times').count()) === 1
      })
    }))

  it('makes an API key, which no stray click takes away unread', () =>
    inWindow(async (page) => {
      await page.goto('/console/settings/keys')
      await page.getByRole('button', { name: 'Make a key' }).click()
      await page.getByLabel('Name').fill('Stock counter')
      await page.getByLabel('stock:read').check({ force: true })
      await page.getByRole('button', { name: 'Make the key' }).click()
      const shown = page.getByRole('heading', { name: 'Your new key' })
      await shown.waitFor()
      await page.mouse.click(5, 5)
      await assertAccessible(page)
      assert.ok(await shown.isVisible())
      await page.getByRole('button', { name: 'I have kept it' }).click()
      await page.getByRole('row', { name: /Stock counter/ }).waitFor()
      assert.equal(await shown.count(), 0)
    }))
})

describe('an operator in a browser', { concurrency: 1 }, () => {
  it('gives a dead letter up, and says why', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const find = () => regionWithLetter(reach)
      const region = await until('the label is given up', find, 60_000)
      await page.goto(`/console/operations/dead-letters?region=${region}`)
      await page.getByRole('button', { name: 'Open' }).click()
      const discard = page.getByRole('button', { name: 'Discard' })
      assert.ok(await discard.isDisabled())
      await page.getByLabel('Why it is given up').fill('No carrier takes an anvil')
      await discard.click()
      await page.getByRole('heading', { name: 'No dead letters' }).waitFor()
      assert.equal(await find(), null)
    }))
})
