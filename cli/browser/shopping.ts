// What a shopper does in a window, step by step.

import type { Page } from 'playwright-core'

export const buyer = {
  email: 'ada@example.com',
  name: 'Ada Tan',
  line1: '1 Raffles Place',
  postalCode: '048616',
} as const

export const cards = {
  good: 'Visa ending in 4242',
  declined: 'Visa ending in 0002',
} as const

/** From a product's page to the checkout, through the cart. */
export async function goToCheckout(page: Page, handle: string): Promise<void> {
  await page.goto(`/products/${handle}`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Go to the checkout' }).click()
  await page.getByLabel('E-mail').waitFor()
}

export async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(buyer.email)
  await page.getByLabel('Full name').fill(buyer.name)
  await page.getByLabel('Street and number').fill(buyer.line1)
  await page.getByLabel('Postal code').fill(buyer.postalCode)
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay S\$/ })

/** The id of the order whose page is shown once it stands so. */
export async function orderStanding(page: Page, state: string, withinMs = 30_000): Promise<string> {
  await page.locator(`[data-state="${state}"]`).waitFor({ timeout: withinMs })
  const id = new URL(page.url()).pathname.split('/').at(-1)
  if (id === undefined) throw new Error(`${page.url()} is no page of an order`)
  return id
}
