// A window on the console in which somebody is signed in.

import type { Page } from 'playwright-core'

const permissions = [
  'catalog:read',
  'catalog:write',
  'stock:read',
  'stock:write',
  'orders:read',
  'orders:write',
  'orders:fulfil',
  'orders:cancel',
  'orders:refund',
  'customers:read',
  'customers:write',
  'payments:read',
  'settings:read',
  'settings:write',
  'staff:read',
  'staff:write',
  'keys:read',
  'keys:write',
  'operations:read',
  'operations:write',
  'analytics:read',
  'console:use',
]

const owner = {
  id: 'stf_sin_1',
  email: 'grace@example.com',
  name: 'Grace Lim',
  role: 'owner',
  permissions,
  totp: { enrolled: true, required: false, recoveryCodesLeft: 8 },
  sessionEndsAt: '2030-01-01T00:00:00.000Z',
}

/** Everything is open to whoever uses this window. */
export async function asOwner(page: Page): Promise<void> {
  await page.route('**/v1/staff/session', (route) => route.fulfill({ json: owner }))
}

/** Nobody is signed in. */
export async function asNobody(page: Page): Promise<void> {
  await page.route('**/v1/staff/session', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      json: { status: 401, title: 'Sign in', detail: '', code: 'http.unauthenticated' },
    }),
  )
}
