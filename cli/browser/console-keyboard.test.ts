// The whole console without a mouse.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { consoleSights, furnishConsole } from '#cli/browser/console-sights.ts'
import { asOwner } from '#cli/browser/console-window.ts'
import { assertKeepsFocus, assertTabbable, focused } from '#cli/browser/keyboard.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { openShop, settled } from '#cli/browser/shop-window.ts'

let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
  await furnishConsole(shop.store.reach)
})
after(() => shop.stop())

async function inWindow(use: (page: Page) => Promise<void>, losesRequests = false): Promise<void> {
  const { browser, store } = shop
  const window = await openShop(browser, store.reach.edge, { losesRequests })
  await use(window.page)
  await window.close()
}

describe('a page of the console', { concurrency: 1 }, () => {
  const pages = consoleSights.filter(({ isOverlay }) => isOverlay === undefined)
  for (const { name, go, isMissing } of pages) {
    it(`is walked by the Tab key from end to end: ${name}`, () =>
      inWindow(async (page) => {
        await go(page, shop.store.reach)
        await settled(page)
        // What is still on its way may bring more to use.
        await page.waitForLoadState('networkidle')
        await assertTabbable(page)
      }, isMissing === true))
  }
})

describe('a dialog of the console', { concurrency: 1 }, () => {
  for (const { name, go } of consoleSights.filter(({ isOverlay }) => isOverlay === true)) {
    it(`keeps the focus, closes at Escape and gives the focus back: ${name}`, () =>
      inWindow(async (page) => {
        await go(page, shop.store.reach)
        await assertKeepsFocus(page)
        assert.match(await focused(page), /^button /)
      }))
  }

  it('gives the focus back when a button of its own closes it', () =>
    inWindow(async (page) => {
      await asOwner(page, shop.store.reach)
      await page.goto('/console/inventory?sku=CT-TIDE-SEA')
      await page.getByRole('button', { name: 'Change CT-TIDE-SEA' }).press('Enter')
      await page.getByRole('button', { name: 'Leave it' }).press('Enter')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
      assert.equal(await focused(page), 'button Change CT-TIDE-SEA')
    }))
})
