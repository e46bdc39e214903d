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

const sight = (name: string, go: Go, is: Pick<Sight, 'isOverlay' | 'isMissing'> = {}): Sight => ({
  name: `console-${name}`,
  go: async (page, store) => {
    await asOwner(page, store)
    await go(page)
    await settled(page)
    // The page that asks who one is has a heading too.
    await page.getByText('Finding out who you are').waitFor({ state: 'detached' })
    await settled(page)
  },
  ...is,
})

const overlay = { isOverlay: true } as const
const missing = { isMissing: true } as const

/** A dialog of the order in which something has happened. */
const orderDialog =
  (button: string, field?: string): Go =>
  async (page) => {
    await toOrder(page)
    await page.getByRole('button', { name: button, exact: true }).click()
    if (field !== undefined) await page.getByLabel(field).waitFor()
  }

const dialogAt =
  (path: string, button: string): Go =>
  async (page) => {
    await page.goto(`/console${path}`)
    await page.getByRole('button', { name: button }).first().click()
    await page.getByRole('dialog').waitFor()
  }

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
  sight('order-ship', orderDialog('Ship'), overlay),
  sight('order-capture', orderDialog('Capture', 'Amount in SGD'), overlay),
  sight('order-refund', orderDialog('Refund', 'Amount in SGD'), overlay),
  sight(
    'order-cancel',
    async (page) => {
      await page.goto('/console/orders?fulfilment=unfulfilled&status=confirmed')
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    },
    overlay,
  ),
  sight('order-missing', to('/orders/ord_sin_00000000000000000000000000'), missing),
  sight('products', to('/products?find=t')),
  sight('products-none', to('/products?find=zeppelin&stock=none')),
  sight('product', to('/products/tide-mug')),
  sight('product-new', to('/products/new')),
  sight('product-missing', to('/products/zeppelin'), missing),
  sight('product-import', to('/products/import')),
  sight('product-import-report', async (page) => {
    await page.goto('/console/products/import')
    await page.getByLabel('A file of products').setInputFiles({
      name: 'odd.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from('this is no JSON\n{"product":{"handle":"odd"}}\n'),
    })
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByRole('heading', { name: 'odd.jsonl is read' }).waitFor()
  }),
  sight('inventory', to('/inventory?low=true')),
  sight('inventory-none', to('/inventory?sku=ZEPPELIN')),
  sight('inventory-change', dialogAt('/inventory?sku=CT-TIDE-SEA', 'Change CT-TIDE-SEA'), overlay),
  sight('customers', to('/customers')),
  sight('customers-none', to('/customers?email=zeppelin')),
  sight('customer', toCustomer),
  sight(
    'customer-erase',
    async (page) => {
      await toCustomer(page)
      await page.getByRole('button', { name: 'Erase this person' }).click()
    },
    overlay,
  ),
  sight('customer-missing', to('/customers/cus_sin_00000000000000000000000000'), missing),
  sight('shipping', to('/settings/shipping')),
  sight('pricing', to('/settings/pricing')),
  sight('pricing-taxes', dialogAt('/settings/pricing', 'Set those of a country'), overlay),
  sight('staff', to('/settings/staff')),
  sight('staff-invite', dialogAt('/settings/staff', 'Invite somebody'), overlay),
  sight('keys', to('/settings/keys')),
  sight('keys-make', dialogAt('/settings/keys', 'Make a key'), overlay),
  sight('keys-revoke', dialogAt('/settings/keys', 'Revoke Warehouse'), overlay),
  sight('audit', to('/settings/audit')),
  sight('me', to('/me')),
  sight('regions', to('/operations/regions')),
  sight('regions-evacuate', dialogAt('/operations/regions', 'Evacuate'), overlay),
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
