// What staff and operators do in the console, in a real browser on a running store.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { asNobody, asOwner } from '#cli/browser/console-window.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { openShop, type WindowOptions } from '#cli/browser/shop-window.ts'
import { buy, orderOnce } from '#cli/e2e/shopping.ts'

let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
})
after(() => shop.stop())

async function inWindow(use: (page: Page) => Promise<void>, options: WindowOptions = {}) {
  const window = await openShop(shop.browser, shop.store.reach.edge, options)
  await asOwner(window.page)
  await use(window.page)
  await window.close()
}

describe('staff in a browser', { concurrency: 1 }, () => {
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
      await page.getByRole('button', { name: 'Refund' }).click()
      await page.getByLabel('Amount in SGD').fill('5')
      await page.getByLabel('Reason').fill('A scratch')
      await page.getByRole('button', { name: 'Refund S$5.00' }).click()
      await page.getByText('A scratch').first().waitFor()
      const paidBack = await orderOnce(edge, order.id, 'paid back', (each) =>
        each.refunds.some(({ status }) => status === 'done'),
      )
      assert.equal(paidBack.refunded.amount, 500)
    }))

  it('is led to the sign-in, and back to where they were', () =>
    inWindow(
      async (page) => {
        await asNobody(page)
        await page.goto('/console/orders?status=confirmed')
        await page.getByLabel('E-mail').fill('grace@example.com')
        await page.getByLabel('Password').fill('a long password')
        await page.unrouteAll()
        await asOwner(page)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.waitForURL(/console\/orders\?status=confirmed/)
        await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
      },
      { losesRequests: true },
    ))
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
})
