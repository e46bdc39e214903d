// Long lists of the console: read page by page, narrowed by filters that stand in the address; those that
// ask again by themselves stand still while they are read.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { inOwnersWindow, withOwner } from '#cli/browser/console-window.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { settled } from '#cli/browser/shop-window.ts'
import { askStaff } from '#cli/e2e/ask.ts'
import { putOnSale, setStock } from '#cli/e2e/merchandise.ts'
import { buy } from '#cli/e2e/shopping.ts'

const many = 30
let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
  const { reach } = shop.store
  await withOwner(reach)
  await buy(reach.edge, [{ sku: 'CT-TIDE-SEA', quantity: 1 }])
  for (let at = 0; at < many; at += 1) {
    const name = `Member ${at}`
    await askStaff(reach, 'POST', 'staff', { email: `m${at}@example.com`, name, role: 'viewer' })
    const key = { name: `Key ${at}`, kind: 'secret', permissions: ['stock:read'] }
    await askStaff(reach, 'POST', 'api-keys', key)
  }
})
after(() => shop.stop())

const inWindow = (use: (page: Page) => Promise<void>) => inOwnersWindow(shop, use)

/** First cells of the table's rows. */
async function rowsOf(page: Page, table: string): Promise<readonly string[]> {
  const cells = page.getByRole('table', { name: table }).locator('tbody tr td:first-child')
  // A row that is still awaited holds no text.
  await cells.filter({ hasText: /\S/ }).first().waitFor()
  const texts = await cells.allInnerTexts()
  return texts.map(
    (text) =>
      text
        .replace(/^Choose /, '')
        .split('\n')[0]
        ?.trim() ?? '',
  )
}

/** As fast as time can pass, many times as long as a list waits before it asks again. */
const longMs = 60_000

describe('a list that asks again by itself', { concurrency: 1 }, () => {
  for (const [path, route] of [
    ['orders', '/v1/admin/orders'],
    ['operations/requests', '/v1/admin/operations/requests'],
    ['operations/traces', '/v1/admin/operations/traces'],
    ['operations/events', '/v1/admin/operations/events'],
  ] as const) {
    it(`stands still while it is read, or for as long as is wanted: ${path}`, () =>
      inWindow(async (page) => {
        await page.clock.install()
        await page.goto(`/console/${path}`)
        const pause = page.getByRole('button', { name: 'Pause' })
        const isAsk = (request: Request) => new URL(request.url()).pathname === route
        let asks = 0
        page.on('request', (request) => {
          if (isAsk(request)) asks += 1
        })
        const goesOn = () =>
          Promise.all([page.waitForRequest(isAsk), page.clock.fastForward(longMs)])
        const standsStill = async (): Promise<void> => {
          const before = asks
          await page.clock.fastForward(longMs)
          await settled(page)
          assert.equal(asks, before)
        }
        await page.locator('main tbody a, main summary').first().focus()
        assert.equal(await pause.getAttribute('aria-pressed'), 'true')
        await standsStill()
        await page.getByRole('heading', { level: 1 }).click()
        await goesOn()
        await pause.click()
        await standsStill()
        await pause.click()
        await goesOn()
      }))
  }
})

describe('a long list of the console', { concurrency: 1 }, () => {
  for (const [path, table, word] of [
    ['staff', 'Staff', 'Member'],
    ['keys', 'API keys', 'Key'],
  ] as const) {
    it(`is read to its end, and its page survives a reload: ${path}`, () =>
      inWindow(async (page) => {
        await page.goto(`/console/settings/${path}`)
        const first = await rowsOf(page, table)
        await page.getByRole('link', { name: 'Next page' }).click()
        await page.getByText('Page 2').waitFor()
        await page.reload()
        await page.getByText('Page 2').waitFor()
        const second = await rowsOf(page, table)
        const names = [...first, ...second].filter((name) => name.startsWith(word))
        assert.equal(new Set(names).size, many)
        assert.equal(await page.getByRole('link', { name: 'Next page' }).count(), 0)
        await page.getByRole('link', { name: 'First page' }).click()
        await page.getByText('Page 1').waitFor()
        assert.deepEqual(await rowsOf(page, table), first)
      }))
  }

  it('finds products by words, category and stock, and keeps the filters over a reload', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      await putOnSale(reach, { sku: 'RARE-1' }, 4)
      await setStock(reach, (await putOnSale(reach, { sku: 'GONE-1' }, 4)).sku, { onHand: 0 })
      await page.goto('/console/products')
      const all = await rowsOf(page, 'Products')
      await page.getByRole('searchbox').fill('mug tide')
      await page.waitForURL(/find=mug/)
      await page.getByRole('link', { name: 'Tide stoneware mug' }).waitFor()
      await page.getByLabel('Category').selectOption({ label: 'Coffee & tea' })
      await page.waitForURL(/category=coffee-and-tea/)
      await page.reload()
      assert.equal(await page.getByRole('searchbox').inputValue(), 'mug tide')
      assert.equal(await page.getByLabel('Category').inputValue(), 'coffee-and-tea')
      const found = await rowsOf(page, 'Products')
      assert.ok(found.length > 0 && found.length < all.length, String(found))

      await page.goto('/console/products')
      await page.getByLabel('Stock').selectOption('Low stock')
      await page.waitForURL(/stock=low/)
      await page.getByRole('searchbox').fill('Article')
      await page.waitForURL(/find=Article/)
      await page.reload()
      const low = (await rowsOf(page, 'Products')).toSorted()
      assert.deepEqual(low, ['Article GONE-1', 'Article RARE-1'])
      await page.getByLabel('Stock').selectOption('No stock')
      await page.waitForURL(/stock=none/)
      await page.getByRole('link', { name: 'Article RARE-1' }).waitFor({ state: 'detached' })
      assert.deepEqual(await rowsOf(page, 'Products'), ['Article GONE-1'])
    }))
})
