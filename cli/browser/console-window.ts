// Who works in a store's console: an owner, and colleagues to look at.

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { inWindowOf, type OwnShop } from '#cli/browser/own-shop.ts'
import { askStaff, askWell } from '#cli/e2e/ask.ts'
import { until } from '#cli/e2e/until.ts'
import type { StoreFile } from '#cli/running-store.ts'

export const owner = {
  email: 'grace@example.com',
  name: 'Grace Lim',
  password: 'a long password',
} as const

const colleagues = [
  { email: 'noor@example.com', name: 'Noor Aziz', role: 'support' },
  { email: 'tomasz@example.com', name: 'Tomasz Wilk', role: 'viewer' },
]
const ownedStores = new Map<string, Promise<void>>()

/** The window belongs to somebody who may do everything. */
export async function asOwner(page: Page, store: StoreFile): Promise<void> {
  await withOwner(store)
  const { email, password } = owner
  const signedIn = await page.request.post(`${store.edge}/v1/staff/session`, {
    data: { email, password },
    headers: { 'meridian-csrf': '1' },
  })
  assert.equal(signedIn.status(), 201, await signedIn.text())
}

/** In a window that belongs to the owner. */
export function inOwnersWindow(shop: OwnShop, use: (page: Page) => Promise<void>): Promise<void> {
  return inWindowOf(shop, async (page) => {
    await asOwner(page, shop.store.reach)
    await use(page)
  })
}

/** The store has an owner and colleagues, and a program has a key; made when first asked for. */
export function withOwner(store: StoreFile): Promise<void> {
  const known = ownedStores.get(store.edge)
  if (known !== undefined) return known
  const making = settle(store)
  ownedStores.set(store.edge, making)
  return making
}

async function settle(store: StoreFile): Promise<void> {
  const { url } = await askStaff<{ url: string }>(store, 'POST', 'owner-link', {})
  const token = new URL(url).hash.slice(1)
  await askWell('POST', `${store.edge}/v1/staff/owner`, { ...owner, token })
  await until('the owner is known', async () => {
    const { items } = await askStaff<{ items: readonly { email: string }[] }>(store, 'GET', 'staff')
    return items.some(({ email }) => email === owner.email)
  })
  for (const colleague of colleagues) await askStaff(store, 'POST', 'staff', colleague)
  const key = { name: 'Warehouse', kind: 'secret', permissions: ['stock:read', 'stock:write'] }
  await askStaff(store, 'POST', 'api-keys', key)
}
