import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Locator, Page, Route } from 'playwright-core'
import { newAccount, password } from '#cli/browser/account-visits.ts'
import { assertNoBarriers } from '#cli/browser/no-barriers.ts'
import { inWindowOf, startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { widths, type WindowOptions } from '#cli/browser/shop-window.ts'
import { sights } from '#cli/browser/sights.ts'
import {
  buyer,
  cards,
  fillAddress,
  goToCheckout,
  orderStanding,
  payButton,
} from '#cli/browser/shopping.ts'
import { askStaff } from '#cli/e2e/ask.ts'
import { inputOf, putOnSale, setStock } from '#cli/e2e/merchandise.ts'
import { chargesFor } from '#cli/e2e/outside.ts'
import { readOrder } from '#cli/e2e/shopping.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { until } from '#cli/e2e/until.ts'

const mug = 'tide-mug'
type Use = Parameters<typeof inWindowOf>[1]
let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
})
after(() => shop.stop())

const inWindow = (use: Use, options: WindowOptions = {}) => inWindowOf(shop, use, options)

/** The bank holds this order's total, once. */
async function assertPaidOnce(orderId: string): Promise<void> {
  const { reach } = shop.store
  const { body } = await readOrder(reach.edge, orderId)
  const charges = await chargesFor(reach, orderId)
  assert.deepEqual(
    charges.map(({ authorized }) => authorized),
    [body.total],
  )
}

describe('a shopper in a browser', { concurrency: 1 }, () => {
  it('browses, searches and buys as a guest', () =>
    inWindow(async (page) => {
      await page.goto('/')
      await page.getByRole('link', { name: 'Outdoor' }).first().click()
      await page.getByRole('heading', { level: 1, name: 'Outdoor' }).waitFor()
      await page.getByRole('checkbox', { name: /^Backpack/ }).check({ force: true })
      await page.getByRole('button', { name: 'Remove the filter Backpack' }).waitFor()
      assert.match(page.url(), /filter=type/)
      await page.getByRole('checkbox', { name: /^Hammock/ }).check({ force: true })
      await page.getByRole('heading', { level: 2 }).nth(1).waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Remove the filter Hammock' }).click()
      await page.getByRole('button', { name: 'Remove the filter Backpack' }).click()
      await page.getByRole('combobox', { name: 'Search the shop' }).fill('stonew')
      await page.getByRole('option', { name: 'Tide stoneware mug' }).click()
      await page.getByRole('radio', { name: 'Clay' }).check({ force: true })
      assert.match(page.url(), /sku=CT-TIDE-CLAY/)
      await page.getByRole('button', { name: 'One more' }).click()
      await page.getByRole('button', { name: 'Add to cart' }).click()
      const cart = page.getByRole('dialog')
      await cart.getByText('S$48.00').first().waitFor()
      await cart.getByRole('link', { name: 'Go to the checkout' }).click()
      await fillAddress(page)
      await page.getByRole('radio', { name: /Express/ }).check({ force: true })
      await page.getByRole('button', { name: 'Pay S$57.00' }).click()
      const id = await orderStanding(page, 'confirmed')
      await page.getByText(`News goes to ${buyer.email}`).waitFor()
      await page.getByRole('button', { name: 'Cart, 0 items' }).waitFor()
      await assertPaidOnce(id)
    }))

  it('is told what is missing and keeps what was typed, also over a reload', () =>
    inWindow(async (page) => {
      await goToCheckout(page, mug)
      await page.getByLabel('Full name').fill(buyer.name)
      await payButton(page).click()
      await page.getByText('Some things are missing').waitFor()
      assert.equal(await page.getByLabel('E-mail').getAttribute('aria-invalid'), 'true')
      assert.ok(await hasFocus(page.getByLabel('E-mail')))
      await page.reload()
      assert.equal(await page.getByLabel('Full name').inputValue(), buyer.name)
      await page.getByLabel('Country or region').selectOption('AU')
      await page.getByLabel('State').waitFor()
      assert.equal(await page.getByLabel('Full name').inputValue(), buyer.name)
    }))

  it('pays with another card when one is declined, and cancels', () =>
    inWindow(async (page) => {
      await goToCheckout(page, mug)
      await fillAddress(page)
      await page.getByRole('radio', { name: cards.declined }).check({ force: true })
      await payButton(page).click()
      const id = await orderStanding(page, 'declined')
      await page.getByRole('radio', { name: cards.good }).check({ force: true })
      await payButton(page).click()
      assert.equal(await orderStanding(page, 'confirmed'), id)
      await assertPaidOnce(id)
      await page.getByRole('button', { name: 'Cancel the order' }).click()
      await page.getByRole('button', { name: 'Yes, cancel it' }).click()
      await orderStanding(page, 'cancelled')
    }))

  it('sees the order move without touching the page', () =>
    inWindow(async (page) => {
      await goToCheckout(page, mug)
      await fillAddress(page)
      await payButton(page).click()
      const id = await orderStanding(page, 'confirmed')
      await askStaff(shop.store.reach, 'POST', `orders/${id}/shipments`, {})
      await orderStanding(page, 'sent')
      await page.getByText('Handed to the carrier').waitFor()
    }))

  it('shops in another language and currency, which come back with the browser', () =>
    inWindow(async (page) => {
      await page.goto(`/products/${mug}`)
      await page.getByRole('button', { name: 'Add to cart' }).click()
      await page.getByRole('dialog').getByText('S$24.00').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Language, currency/ }).click()
      await page.getByLabel('Currency').selectOption('AUD')
      await page.getByRole('radio', { name: '简体中文' }).check({ force: true })
      await page.getByRole('button', { name: '完成' }).click()
      await page.getByTestId('price').getByText('A$').waitFor()
      await page.getByRole('button', { name: '购物车，1 件' }).click()
      await page.getByRole('dialog').getByText('A$').first().waitFor()
      await page.reload()
      await page.getByRole('button', { name: '加入购物车' }).waitFor()
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans')
    }))

  it('chooses how the shop looks, which comes back with the browser', () =>
    inWindow(async (page) => {
      const choose = async (theme: string) => {
        await page.getByRole('button', { name: /Language, currency/ }).click()
        await page.getByRole('radio', { name: theme }).check({ force: true })
        await page.keyboard.press('Escape')
      }
      await page.goto('/')
      await choose('Dark')
      await page.locator('html[data-theme="dark"]').waitFor()
      await page.reload()
      await page.locator('html[data-theme="dark"]').waitFor()
      await choose('Like my device')
      await page.locator('html:not([data-theme])').waitFor()
    }))

  it('sorts by price, and sees more once it can be had', () =>
    inWindow(
      async (page) => {
        await page.goto('/search')
        await page.getByLabel('Sort by').selectOption('price')
        await until('the cheapest stands first', async () => {
          const prices = await pricesShown(page)
          return prices.length === 24 && prices.every((price, at) => price >= (prices[at - 1] ?? 0))
        })
        await page.route(/cursor=/, (route) => route.fulfill({ status: 500 }))
        await page.getByRole('button', { name: 'Show more' }).click()
        await page.getByText('Something went wrong on our side').waitFor()
        await page.unroute(/cursor=/)
        await page.getByRole('button', { name: 'Try again' }).click()
        await until('there is more', async () => (await pricesShown(page)).length > 24)
      },
      { losesRequests: true },
    ))

  it('leaves nothing to whoever signs in next, and comes back to the page that was asked for', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      for (const email of ['first@example.org', 'second@example.org']) {
        await newAccount(page, reach, email)
        await goToCheckout(page, mug)
        await page
          .getByLabel('E-mail')
          .and(page.locator(`[value="${email}"]`))
          .waitFor()
        await page.goto('/account/profile')
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.getByRole('link', { name: 'Sign in' }).waitFor()
      }
      await page.goto('/account/addresses')
      await page.getByLabel('E-mail').fill('first@example.org')
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('No addresses yet').waitFor()
    }))

  it('buys with the keyboard alone', () =>
    inWindow(async (page) => {
      await page.goto(`/products/${mug}`)
      await tabTo(page, page.getByRole('button', { name: 'Add to cart' }))
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      await tabTo(page, page.getByRole('link', { name: 'Go to the checkout' }))
      await page.keyboard.press('Enter')
      for (const [label, text] of [
        ['E-mail', buyer.email],
        ['Full name', buyer.name],
        ['Street and number', buyer.line1],
        ['Postal code', buyer.postalCode],
      ] as const) {
        await tabTo(page, page.getByLabel(label))
        await page.keyboard.type(text)
      }
      await tabTo(page, page.getByRole('radio', { name: /Standard/ }))
      await page.keyboard.press('ArrowDown')
      await tabTo(page, payButton(page))
      await page.keyboard.press('Enter')
      await orderStanding(page, 'confirmed')
    }))

  it('reads in words how much there is', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const { handle, sku } = await putOnSale(reach, { sku: 'E2E-LATER' })
      await setStock(reach, sku, { onHand: 0, backorder: true })
      for (const [path, words] of [
        [`${mug}?sku=CT-TIDE-SEA`, 'In stock'],
        [`${mug}?sku=CT-TIDE-BUTTER`, 'Only 5 left'],
        [`${mug}?sku=CT-TIDE-PLUM`, 'Sold out'],
        [handle, 'On back order'],
      ]) {
        await page.goto(`/products/${path}`)
        await page
          .getByRole('status')
          .filter({ hasText: words ?? '' })
          .first()
          .waitFor()
      }
    }))

  it('reads what a merchant wrote, without what could run', () =>
    inWindow(async (page) => {
      const input = inputOf({ handle: 'hostile', sku: 'E2E-HOSTILE', price: 100, grams: 1 })
      const descriptionHtml =
        '<p onclick="fail()">Good <b>words</b></p><img src=x onerror=alert(1)>' +
        '<script>fail()</script><a href="javascript:fail()">link</a><iframe src="/"></iframe>'
      const product = { ...input, descriptionHtml }
      await askStaff(shop.store.reach, 'PUT', 'products/hostile', product)
      await page.goto('/products/hostile')
      const said = page.locator('.prose')
      await said.waitFor()
      assert.equal(await said.innerHTML(), '<p>Good <b>words</b></p><a>link</a>')
    }))

  it('is told what was sold out meanwhile, and goes on with the rest', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const { handle, sku } = await putOnSale(reach, { sku: 'E2E-RARE' }, 10)
      await page.goto(`/products/${handle}`)
      await page.getByRole('button', { name: 'Add to cart' }).click()
      await page.getByRole('dialog').waitFor()
      await goToCheckout(page, mug)
      await fillAddress(page)
      await setStock(reach, sku, { onHand: 0 })
      await payButton(page).click()
      const id = await orderStanding(page, 'rejected')
      assert.deepEqual(await chargesFor(reach, id), [])
      await page.getByRole('button', { name: 'Put the rest into a new cart' }).click()
      const cart = page.getByRole('dialog')
      await cart.getByText('Tide stoneware mug').waitFor()
      assert.equal(await cart.getByText(sku).count(), 0)
    }))

  it('finds product pages that describe themselves', () =>
    inWindow(async (page, { visit }) => {
      await visit(`/products/${mug}`)
      assert.equal(await page.title(), 'Tide stoneware mug · Meridian')
      const meta = (name: string) =>
        page.locator(`meta[property="${name}"]`).getAttribute('content')
      assert.equal(await meta('og:title'), 'Tide stoneware mug')
      assert.match((await meta('og:image')) ?? '', /^http.*\/media\/demo\/tide-mug\.svg$/)
      const data = await page.locator('script[type="application/ld+json"]').textContent()
      const { offers } = JSON.parse(data ?? '') as { offers: Record<string, string>[] }
      assert.deepEqual(offers.map(({ price, priceCurrency }) => [price, priceCurrency]).at(0), [
        '24.00',
        'SGD',
      ])
      assert.ok(offers.some(({ availability }) => availability?.endsWith('OutOfStock')))
    }))

  for (const { name, go, isMissing } of sights) {
    it(`meets no barrier in either theme, on a phone or on a desk: ${name}`, () =>
      inWindow(
        async (page) => {
          await go(page, shop.store.reach)
          await assertNoBarriers(page, name)
        },
        { width: widths[0], losesRequests: isMissing === true },
      ))
  }

  it('loses the connection while paying, and buys once when it is back', () =>
    inWindow(
      async (page, { context }) => {
        await goToCheckout(page, mug)
        await fillAddress(page)
        await context.setOffline(true)
        await payButton(page).click()
        await page.getByText('Trying again').waitFor()
        await context.setOffline(false)
        await assertPaidOnce(await orderStanding(page, 'confirmed'))
      },
      { losesRequests: true },
    ))

  it('never hears the answer, reloads, and is led to the one order', () =>
    inWindow(
      async (page) => {
        await goToCheckout(page, mug)
        await fillAddress(page)
        const keys: (string | null)[] = []
        const repeated = Promise.withResolvers<void>()
        await page.route('**/v1/orders', async (route: Route) => {
          keys.push(await route.request().headerValue('idempotency-key'))
          await route.fetch()
          await route.abort()
          if (keys.length > 1) repeated.resolve()
        })
        await payButton(page).click()
        await page.getByText('Trying again').waitFor()
        await repeated.promise
        assert.deepEqual([new Set(keys).size, keys.includes(null)], [1, false])
        await page.unroute('**/v1/orders')
        await page.reload()
        await assertPaidOnce(await orderStanding(page, 'confirmed'))
      },
      { losesRequests: true },
    ))

  it('loses the region in the middle of the checkout and finishes', () =>
    inWindow(
      async (page) => {
        const { dir, reach } = shop.store
        await goToCheckout(page, mug)
        await fillAddress(page)
        const name = await page.locator('[data-region]').getAttribute('data-region')
        const region = reach.regions.find((each) => each.name === name)
        assert.ok(region)
        const killed = runCli('region', 'kill', region.code, '--dir', dir)
        await page.getByLabel('Phone').fill('+65 6000 0000')
        assert.equal((await killed).code, 0)
        await payButton(page).click()
        const id = await orderStanding(page, 'confirmed')
        await page.locator(`[data-region]:not([data-region="${name}"])`).waitFor()
        await assertPaidOnce(id)
      },
      { losesRequests: true },
    ))
})

/** Of the cards of a list, in their order. */
async function pricesShown(page: Page): Promise<readonly number[]> {
  const texts = await page.locator('.product-grid > *').allInnerTexts()
  return texts.flatMap((text) => {
    const [, price = ''] = /S\$([\d,.]+)/.exec(text) ?? []
    return price === '' ? [] : [Number(price.replaceAll(',', ''))]
  })
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let press = 0; press < 80; press += 1) {
    if (await hasFocus(wanted)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${String(wanted)}`)
}

function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element: { matches(selector: string): boolean }) =>
    element.matches(':focus'),
  )
}
