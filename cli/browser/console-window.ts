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

const roles = [
  { name: 'owner', does: 'Does everything.', permissions },
  {
    name: 'support',
    does: 'Helps customers with their orders.',
    permissions: [
      'orders:read',
      'orders:write',
      'orders:cancel',
      'orders:refund',
      'customers:read',
    ],
  },
  { name: 'viewer', does: 'Looks, and changes nothing.', permissions: ['orders:read'] },
]

const colleague = {
  status: 'active',
  totp: true,
  invitedAt: '2026-10-01T08:00:00.000Z',
  lastSignInAt: '2026-11-27T09:12:00.000Z',
}

const staff = [
  { ...colleague, id: owner.id, email: owner.email, name: owner.name, role: 'owner' },
  { ...colleague, id: 'stf_sin_2', email: 'noor@example.com', name: 'Noor Aziz', role: 'support' },
  {
    ...colleague,
    id: 'stf_sin_3',
    email: 'tomasz@example.com',
    name: 'Tomasz Wilk',
    role: 'viewer',
    status: 'invited',
    totp: false,
    lastSignInAt: null,
  },
]

const keys = [
  {
    id: 'key_sin_1',
    name: 'Warehouse',
    kind: 'secret',
    permissions: ['stock:read', 'stock:write'],
    hint: 'sk_…4f2c',
    createdAt: '2026-10-02T08:00:00.000Z',
    createdBy: owner.email,
    revokedAt: null,
  },
]

const audit = [
  {
    id: 'aud_1',
    at: '2026-11-27T09:10:00.000Z',
    by: owner.email,
    action: 'identity.staff-invited',
    subject: 'tomasz@example.com',
    detail: 'as viewer',
  },
]

/** Others work here too, and a program has a key. */
export async function withColleagues(page: Page): Promise<void> {
  const answers: Readonly<Record<string, unknown>> = {
    staff: { items: staff, next: null },
    roles: { items: roles },
    'staff-rules': { totpRequired: false },
    'api-keys': { items: keys, next: null },
    audit: { items: audit, next: null },
  }
  for (const [path, json] of Object.entries(answers)) {
    await page.route(new RegExp(`/v1/admin/${path}(?:\\?|$)`), (route) => route.fulfill({ json }))
  }
}
