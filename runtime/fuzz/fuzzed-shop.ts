// A shop with a past, and what a hostile client could know of it.

import { MemoryOperations } from '#adapters/memory/operations.ts'
import { Fault } from '#kernel/core/fault.ts'
import { cartIdFor } from '#services/cart/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import { deadLetter, healthyReport } from '#runtime/region-report-fixture.ts'
import { orderOf, signed, sku, WholeShop } from '#runtime/whole-shop.ts'
import type { OpenApi, Operation } from '#runtime/fuzz/operations.ts'
import type { Knowledge } from '#runtime/fuzz/requests.ts'
import type { Known } from '#runtime/fuzz/values.ts'

const nowhere = 'sin_00000000000000000000000000'
/** Nothing of it lasts long enough for a client that waits. */
const waitMs = 5

const letters = ['letter-1', 'letter-2', 'letter-3']

/**
 * Carts, and orders that were declined, confirmed, cancelled, shipped and refunded; the same ids every
 * time. Of several homes only the first is served, and nobody else can be reached.
 */
export async function fuzzedShop(homes: readonly string[] = ['sin']): Promise<WholeShop> {
  const away = () => Promise.reject(new Fault('unavailable'))
  const shop = await WholeShop.open(
    {
      homes,
      forward: away,
      sendAcross: away,
      limits: { waitMs },
      ports: { operations: fuzzedOperations() },
    },
    500,
  )
  await shop.ask('PUT', '/v1/admin/categories/drinks', category)
  await shop.ask('PUT', '/v1/admin/collections/new', { ...category, handle: 'new' })
  await shop.ask('PUT', '/v1/admin/products/pot', pot)
  await shop.ask('PUT', '/v1/admin/stock/POT-L', { onHand: 50, backorder: true })
  await shop.cart()
  await shop.ordered('tok_declined')
  await shop.ordered()
  const bobs = { ...orderOf(await shop.cart(), 'tok_visa'), email: 'bob@example.org' }
  const cancelled = await shop.ask<OrderView>('POST', '/v1/orders', bobs)
  await shop.pass(3_000)
  await shop.send('POST', `/v1/orders/${cancelled.id}/cancel`, {})
  const sent = await shop.ordered()
  await shop.ask('POST', `/v1/admin/orders/${sent.id}/shipments`, {})
  await shop.pass(1_000)
  await shop.delivered(sent)
  await shop.ask('POST', `/v1/admin/orders/${sent.id}/refunds`, {
    amount: { amount: 100, currency: 'SGD' },
    reason: 'Late',
  })
  await shop.ask('PUT', '/v1/admin/products/cup', cup)
  await shop.pass(5_000)
  await letIn(shop)
  return shop
}

const password = 'a long password'
const cookies = new WeakMap<WholeShop, { readonly shopper: string; readonly staff: string }>()

/** A shopper with an account and an owner, with the cookies of both. */
async function letIn(shop: WholeShop): Promise<void> {
  const cookieOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }) =>
    String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const ada = { email: 'ada@example.org', name: 'Ada', password }
  await shop.send('POST', '/v1/account', ada)
  await shop.pass(1_000)
  const [, token] = /#(\S+)/.exec(shop.mailer.sent().at(-1)?.text ?? '') ?? []
  const shopper = cookieOf(await shop.send('POST', '/v1/account/confirmation', { token, password }))
  const { url } = await shop.ask<{ url: string }>('POST', '/v1/admin/owner-link', {})
  const claim = { email: 'olivia@example.org', name: 'Olivia', password }
  await shop.ask('POST', '/v1/staff/owner', { ...claim, token: url.slice(url.indexOf('#') + 1) })
  await shop.pass(1_000)
  const { email } = claim
  const staff = cookieOf(await shop.send('POST', '/v1/staff/session', { email, password }))
  const colleague = { email: 'sam@example.org', name: 'Sam', role: 'viewer' }
  await shop.ask('POST', '/v1/admin/staff', colleague)
  const key = { name: 'Till', kind: 'secret', permissions: ['stock:read'] }
  await shop.send('POST', '/v1/admin/api-keys', key, { 'idempotency-key': 'till' })
  await shop.pass(1_000)
  cookies.set(shop, { shopper, staff })
}

/** Two regions, of which either can be evacuated, with something to redrive and something to watch. */
function fuzzedOperations(): MemoryOperations {
  const operations = new MemoryOperations([
    healthyReport('sin', ['sin', 'syd']),
    healthyReport('syd', ['sin', 'syd']),
  ])
  operations.rehearsals.push({ name: 'pause', summary: 'a region freezes' })
  for (const id of letters) operations.letters.push(deadLetter(id))
  void operations.startDrill('pause')
  void operations.startImport({ name: 'tea.csv', content: '', currency: 'SGD' })
  return operations
}

/** @param shop the ids in it are the ids in every such shop */
export async function knowledgeOf(shop: WholeShop): Promise<Knowledge> {
  const { items: orders } = await shop.ask<{ items: OrderView[] }>('GET', '/v1/admin/orders')
  const orderIds = orders.map(({ id }) => id)
  const idsIn = async (list: string) =>
    (await shop.ask<Page>('GET', `/v1/admin/${list}`)).items.map(({ id }) => id)
  const messages = await idsIn(`messages?orderId=${orderIds.at(-1)}`)
  const customers = await idsIn('customers')
  const cursors = new Map<string, readonly string[]>()
  for (const path of pagedLists) {
    const { next } = await shop.ask<Page>('GET', `${path}?limit=1`)
    cursors.set(path, next === null ? [] : [next])
  }
  // The first cart of the shop is the one that nobody has ordered.
  const open = cartIdFor('sin', 'cart-1')
  const ordered = orders.map(({ cartId }) => cartId)
  const cartIds = [open, open, open, ...ordered, `crt_${nowhere}`, 'crt_syd_0', 'crt_mars_0']
  const shipmentIds = orders.flatMap(({ shipments }) => shipments.map(({ id }) => id))
  const paymentIds = orderIds.map((id) => id.replace('ord', 'pay'))
  const byPath: Readonly<Record<string, readonly string[]>> = {
    carts: cartIds,
    orders: [...orderIds, `ord_${nowhere}`, 'ord_syd_0'],
    payments: paymentIds,
    shipments: shipmentIds,
    messages,
    customers,
    staff: await idsIn('staff'),
    'api-keys': await idsIn('api-keys'),
    jobs: ['job-1', 'job-2'],
    imports: ['job-2'],
    // Where no path names it, an id is that of a dead letter.
    '': letters,
  }
  const byName: Readonly<Record<string, readonly unknown[]>> = {
    handle: ['tea', 'pot', 'cup', 'drinks', 'new', 'unheard-of'],
    idOrHandle: ['tea', 'pot', 'unheard-of'],
    categories: ['drinks', 'unheard-of'],
    collections: ['new'],
    category: ['drinks'],
    collection: ['new'],
    parent: ['drinks', 'new'],
    sku: [sku, 'POT-S', 'POT-L', 'unheard-of'],
    cartId: cartIds,
    shipmentId: shipmentIds,
    paymentId: paymentIds,
    orderId: orderIds,
    password: [password],
    current: [password],
    next: [password],
    key: ['home', 'work'],
    role: ['viewer', 'owner'],
    currency: ['SGD', 'USD', 'JPY', 'KWD'],
    country: ['SG', 'US', 'JP', 'DE'],
    countries: ['SG', 'US'],
    token: ['tok_visa', 'tok_declined', 'tok_timeout', 'tok_unavailable', 'tok_nonsense'],
    shippingMethod: ['standard', 'express'],
    email: ['ada@example.org', 'bob@example.org'],
    code: ['sin', 'syd', '123456', 'abcd-efgh'],
    region: ['sin', 'syd'],
    drill: ['pause'],
    from: ['sin', 'syd', 'mars'],
    to: ['sin', 'syd'],
    home: ['sin', 'syd'],
    'shares name': ['sin', 'syd', 'mars'],
    filter: ['category:drinks', 'vendor:Acme,option.Size:L', 'colour:red', ':', '\\\\'],
    q: ['tea', 'te', '"', 'a b c d', '*'],
  }
  return {
    of: ({ path }): Known => {
      const [, here = ''] = /([\w-]+)\/\{id\}/.exec(path) ?? []
      const isLink = /^\/v1\/(?:account|staff)\//.test(path)
      return (member) =>
        (member === 'token' && isLink
          ? ['acc_sin_0.nothing', 'stf_sin_0.nothing', 'no link at all']
          : member === 'id'
            ? byPath[here]
            : member === 'cursor'
              ? cursors.get(path)
              : byName[member]) ?? []
    },
    bodies: sensibleBodies(cartIds, shipmentIds, paymentIds),
    headers: ({ path }) => {
      const [, sender] = /webhooks\/(bank|carrier)$/.exec(path) ?? []
      if (sender === 'bank' || sender === 'carrier') return signed(sender)
      const [, door] = /^\/v1\/(account|staff)(?:\/|$)/.exec(path) ?? []
      const shown = cookies.get(shop)
      if (door === undefined || shown === undefined) return {}
      const cookie = door === 'staff' ? shown.staff : shown.shopper
      return { cookie, 'meridian-csrf': '1' }
    },
  }
}

export async function openApiOf(shop: WholeShop): Promise<OpenApi> {
  return shop.ask('GET', '/v1/openapi.json')
}

export const pagedLists: readonly string[] = [
  '/v1/products',
  '/v1/search',
  '/v1/admin/products',
  '/v1/admin/products/export',
  '/v1/admin/orders',
  '/v1/admin/stock',
  '/v1/admin/customers',
]

interface Page {
  readonly items: readonly { readonly id: string }[]
  readonly next: string | null
}

const category = { handle: 'drinks', title: 'Drinks', description: '', position: 1 }
const pot = aProduct({
  handle: 'pot',
  title: 'Pot',
  categories: ['drinks'],
  collections: ['new'],
  tags: ['gift'],
  options: [{ name: 'Size' }],
  variants: [
    aVariant({ sku: 'POT-S', options: ['S'], tracked: false, requiresShipping: false }),
    aVariant({ sku: 'POT-L', options: ['L'], taxClass: 'reduced', grams: 1_500 }),
  ],
  media: [{ url: '/media/pot.svg', alt: 'A pot' }],
  fields: { material: { type: 'text', value: 'clay' }, litres: { type: 'number', value: 1.5 } },
})

const cup = aProduct({ handle: 'cup', title: 'Cup', variants: [aVariant({ sku: 'CUP' })] })

function sensibleBodies(
  cartIds: readonly string[],
  shipmentIds: readonly string[],
  paymentIds: readonly string[],
) {
  const price = { amount: 500, currency: 'SGD' }
  const lines = [{ sku, quantity: 1 }]
  const notice = { id: 'n1', type: 'parcel.delivered', at: '2026-01-06T00:00:00.000Z' }
  const bodies: Readonly<Record<string, readonly unknown[]>> = {
    'PUT /v1/admin/products/{handle}': [
      aProduct({ variants: [aVariant({ sku: 'unheard-of' })] }),
      aProduct(),
      pot,
    ],
    'POST /v1/admin/products/batch': [{ products: [pot, aProduct()] }],
    'PUT /v1/admin/categories/{handle}': [category, { ...category, parent: 'new' }],
    'POST /v1/admin/categories/batch': [{ categories: [category, { ...category, handle: 'x' }] }],
    'PUT /v1/admin/collections/{handle}': [category],
    'POST /v1/admin/collections/batch': [{ collections: [category] }],
    'PUT /v1/admin/pricing': [
      { currency: 'SGD' },
      {
        offers: [{ currency: 'USD', ratePpm: 740_000, rounding: { every: 100, ending: 99 } }],
        taxes: {
          US: { name: 'Tax', included: false, rates: { standard: 700, reduced: 100, zero: 0 } },
        },
      },
    ],
    'POST /v1/account/session': [{ email: 'ada@example.org', password }],
    'POST /v1/staff/session': [{ email: 'olivia@example.org', password }],
    'PUT /v1/account/cart': cartIds.map((cartId) => ({ cartId })),
    'POST /v1/carts': [{}, { currency: 'SGD', country: 'SG' }],
    'PATCH /v1/carts/{id}': [{ country: 'US' }, { currency: 'SGD' }],
    'PUT /v1/carts/{id}/lines/{sku}': [{ quantity: 2 }, { quantity: 10_000 }],
    'POST /v1/orders': cartIds.map((id) => ({
      ...orderOf(id, 'tok_visa'),
      expectedTotal: { amount: 4348, currency: 'SGD' },
    })),
    'POST /v1/orders/{id}/payments': [{ payment: { method: 'card', token: 'tok_visa' } }],
    'POST /v1/admin/orders/{id}/shipments': [{}, { lines }],
    'POST /v1/admin/orders/{id}/refunds': [
      { reason: 'Broken' },
      { amount: price, reason: 'Late' },
      { lines, returned: true, reason: 'Back' },
    ],
    'POST /v1/admin/orders/{id}/notes': [{ text: 'Called' }],
    'PUT /v1/admin/stock/{sku}': [{ onHand: 30 }, { shares: { sin: 7 } }, { backorder: true }],
    'POST /v1/admin/stock/{sku}/adjustments': [{ by: -3, home: 'sin' }, { by: 5 }],
    'POST /v1/admin/stock/{sku}/transfers': [{ from: 'sin', to: 'syd', quantity: 1 }],
    'POST /v1/admin/stock/batch': [
      { items: [{ sku, onHand: 4, tracked: true, backorder: false }] },
    ],
    'PUT /v1/admin/shipping-zones': [
      {
        zones: [
          {
            name: 'Home',
            countries: ['SG'],
            rates: [
              {
                code: 'standard',
                title: 'Standard',
                prices: [price],
                pricesPerKilogram: [price],
                freeFrom: [{ amount: 9_000, currency: 'SGD' }],
                days: { from: 1, to: 3 },
              },
            ],
          },
        ],
      },
    ],
    'POST /v1/webhooks/bank': paymentIds.flatMap((paymentId) => [
      { ...notice, type: 'capture.declined', data: { paymentId, reference: 'x' } },
    ]),
    'POST /v1/webhooks/carrier': shipmentIds.map((shipmentId) => ({
      ...notice,
      data: { shipmentId, trackingNumber: 'T1', status: 'delivered' },
    })),
  }
  return ({ method, path }: Operation) => bodies[`${method} ${path}`] ?? []
}
