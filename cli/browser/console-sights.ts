// Every page of the console in a state worth looking at: for accessibility, and for pictures.

import type { Page } from 'playwright-core'
import { asOwner } from '#cli/browser/console-window.ts'
import type { Sight } from '#cli/browser/sights.ts'
import { settled } from '#cli/browser/shop-window.ts'
import { askStaff } from '#cli/e2e/ask.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { buy, orderOnce, type Line } from '#cli/e2e/shopping.ts'

const baskets: readonly (readonly Line[])[] = [
  [{ sku: 'CT-TIDE-SEA', quantity: 2 }],
  [{ sku: 'CT-TIDE-CLAY', quantity: 1 }],
  [
    { sku: 'CT-TIDE-SEA', quantity: 1 },
    { sku: 'CT-TIDE-CLAY', quantity: 3 },
  ],
]

/** A few orders in different states, so that there is something to see. */
export async function furnishConsole(store: StoreFile): Promise<void> {
  const { edge } = store
  for (const lines of baskets) await buy(edge, lines)
  await buy(edge, [{ sku: 'CT-TIDE-CLAY', quantity: 1 }], { token: 'tok_declined' })
  const { id } = await buy(edge, baskets[2] ?? [], { email: 'grace@example.com' })
  const path = `orders/${id}`
  await askStaff(store, 'POST', `${path}/shipments`, {
    lines: [{ sku: 'CT-TIDE-CLAY', quantity: 2 }],
  })
  await orderOnce(edge, id, 'paid in part', ({ captured }) => captured.amount > 0)
  const amount = { amount: 500, currency: 'SGD' }
  await askStaff(store, 'POST', `${path}/refunds`, { amount, reason: 'A scratch on one of them' })
  await askStaff(store, 'POST', `${path}/notes`, {
    text: 'Called: the rest may wait until Monday.',
  })
}

type Go = (page: Page) => Promise<unknown>

const to =
  (path: string): Go =>
  (page) =>
    page.goto(`/console${path}`)

const sight = (name: string, go: Go, isOverlay?: true): Sight => ({
  name: `console-${name}`,
  go: async (page, store) => {
    await asOwner(page, store)
    await go(page)
    await settled(page)
  },
  ...(isOverlay === undefined ? {} : { isOverlay }),
})

const toOrder: Go = async (page) => {
  await page.goto('/console/orders?find=grace@example.com')
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
}

const toCustomer: Go = async (page) => {
  await page.goto('/console/customers?email=grace')
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { name: 'In short' }).waitFor()
}

/** The newest order's. */
export const toTrace: Go = async (page) => {
  await page.goto('/console/operations/traces?route=POST+/v1/orders')
  await page.getByRole('link', { name: 'POST /v1/orders', exact: true }).first().click()
  await page.getByRole('list', { name: 'Spans of this trace' }).waitFor()
}

export const consoleSights: readonly Sight[] = [
  {
    name: 'console-sign-in',
    go: async (page) => {
      await page.goto('/console')
      await page.getByLabel('E-mail').waitFor()
    },
  },
  sight('owner', to('/owner#a-long-token')),
  sight('dashboard', to('')),
  sight('orders', to('/orders')),
  sight('orders-none', to('/orders?status=rejected')),
  sight('order', toOrder),
  sight(
    'order-ship',
    async (page) => {
      await toOrder(page)
      await page.getByRole('button', { name: 'Ship' }).click()
    },
    true,
  ),
  sight(
    'order-refund',
    async (page) => {
      await toOrder(page)
      await page.getByRole('button', { name: 'Refund', exact: true }).click()
    },
    true,
  ),
  sight('products', to('/products?title=t')),
  sight('product', to('/products/tide-mug')),
  sight('product-import', to('/products/import')),
  sight('inventory', to('/inventory?low=true')),
  sight(
    'inventory-change',
    async (page) => {
      await page.goto('/console/inventory?sku=CT-TIDE-SEA')
      await page.getByRole('button', { name: 'Change CT-TIDE-SEA' }).click()
    },
    true,
  ),
  sight('customers', to('/customers')),
  sight('customer', toCustomer),
  sight(
    'customer-erase',
    async (page) => {
      await toCustomer(page)
      await page.getByRole('button', { name: 'Erase this person' }).click()
    },
    true,
  ),
  sight('shipping', to('/settings/shipping')),
  sight('pricing', to('/settings/pricing')),
  sight('staff', to('/settings/staff')),
  sight('keys', to('/settings/keys')),
  sight('audit', to('/settings/audit')),
  sight('me', to('/me')),
  sight('regions', to('/operations/regions')),
  sight(
    'regions-evacuate',
    async (page) => {
      await page.goto('/console/operations/regions')
      await page.getByRole('button', { name: 'Evacuate' }).first().click()
    },
    true,
  ),
  sight('dead-letters', to('/operations/dead-letters')),
  sight('drills', to('/operations/drills')),
  sight('objectives', to('/operations/objectives')),
  sight('events', to('/operations/events')),
  sight('requests', to('/operations/requests')),
  sight('traces', to('/operations/traces?route=orders')),
  sight('trace', async (page) => {
    await toTrace(page)
    await page.getByRole('button', { expanded: false }).nth(1).click()
  }),
  sight('missing', to('/nowhere')),
]
