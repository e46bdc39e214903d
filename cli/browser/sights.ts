// Every page of the shop in a state worth looking at: for accessibility, and for pictures.

import type { Page } from 'playwright-core'
import type { StoreFile } from '#cli/running-store.ts'
import { settled } from '#cli/browser/shop-window.ts'
import {
  cards,
  fillAddress,
  goToCheckout,
  orderStanding,
  payButton,
} from '#cli/browser/shopping.ts'

export interface Sight {
  readonly name: string
  /** Leads a fresh window there. */
  readonly go: (page: Page, store: StoreFile) => Promise<unknown>
  /** It answers 404 to something, which browsers report. */
  readonly isMissing?: true
  /** A dialog: only what is in the window. */
  readonly isOverlay?: true
}

const mug = 'tide-mug'

export const sights: readonly Sight[] = [
  { name: 'home', go: (page) => page.goto('/') },
  { name: 'category', go: (page) => page.goto('/categories/coffee-and-tea') },
  { name: 'filtered', go: (page) => page.goto('/categories/outdoor?filter=type:Backpack') },
  { name: 'collection', go: (page) => page.goto('/collections/made-to-last') },
  { name: 'search', go: (page) => page.goto('/search?q=tea') },
  { name: 'nothing-found', go: (page) => page.goto('/search?q=zeppelin') },
  {
    name: 'suggestions',
    isOverlay: true,
    go: async (page) => {
      await page.goto('/')
      await page.getByRole('combobox').fill('tea')
      await page.getByRole('option').nth(3).waitFor()
      await page.keyboard.press('ArrowDown')
    },
  },
  { name: 'product', go: (page) => page.goto(`/products/${mug}`) },
  { name: 'product-sold-out', go: (page) => page.goto(`/products/${mug}?sku=CT-TIDE-PLUM`) },
  { name: 'product-missing', go: (page) => page.goto('/products/zeppelin'), isMissing: true },
  {
    name: 'cart',
    isOverlay: true,
    go: async (page) => {
      await page.goto(`/products/${mug}`)
      await page.getByRole('button', { name: 'Add to cart' }).click()
      await page.getByRole('link', { name: 'Go to the checkout' }).waitFor()
    },
  },
  {
    name: 'cart-empty',
    isOverlay: true,
    go: async (page) => {
      await page.goto('/about')
      await page.getByRole('button', { name: /^Cart/ }).click()
    },
  },
  {
    name: 'preferences',
    isOverlay: true,
    go: async (page) => {
      await page.goto('/about')
      await page.getByRole('button', { name: /^Language/ }).click()
    },
  },
  {
    name: 'filters',
    isOverlay: true,
    go: async (page) => {
      await page.goto('/categories/coffee-and-tea')
      await settled(page)
      const button = page.getByRole('button', { name: 'Filters' })
      if (await button.isVisible()) await button.click()
    },
  },
  { name: 'checkout', go: (page) => goToCheckout(page, mug) },
  {
    name: 'checkout-errors',
    go: async (page) => {
      await goToCheckout(page, mug)
      await page.getByLabel('Country or region').selectOption('AU')
      await page.getByRole('button', { name: /^Pay S\$/ }).click()
      await page.getByText('Some things are missing').waitFor()
    },
  },
  { name: 'checkout-empty', go: (page) => page.goto('/checkout') },
  { name: 'order', go: (page) => buy(page, 'confirmed') },
  { name: 'order-declined', go: (page) => buy(page, 'declined', cards.declined) },
  {
    name: 'order-cancelled',
    go: async (page) => {
      await buy(page, 'confirmed')
      await page.getByRole('button', { name: 'Cancel the order' }).click()
      await page.getByRole('button', { name: 'Yes, cancel it' }).click()
      await orderStanding(page, 'cancelled')
    },
  },
  { name: 'about', go: (page) => page.goto('/about') },
  { name: 'not-found', go: (page) => page.goto('/nowhere') },
]

async function buy(page: Page, state: string, card: string = cards.good): Promise<void> {
  await goToCheckout(page, mug)
  await fillAddress(page)
  await page.getByRole('radio', { name: card }).check({ force: true })
  await payButton(page).click()
  await orderStanding(page, state)
}
