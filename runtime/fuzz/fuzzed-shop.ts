// A shop with a past, and what a hostile client could know of it.

import { hash } from 'node:crypto'
import { MemoryOperations } from '#adapters/memory/operations.ts'
import { Fault } from '#kernel/core/fault.ts'
import { cartIdFor } from '#services/cart/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { uploadPath } from '#services/catalog/contract.ts'
import { gifOf, jpegOf, pngOf, webpOf } from '#services/catalog/picture-samples.ts'
import { deadLetter, healthyReport } from '#runtime/region-report-fixture.ts'
import { asOperator, orderOf, signed, sku, WholeShop } from '#runtime/whole-shop.ts'
import { operationsOf, type OpenApi } from '#runtime/fuzz/operations.ts'
import { pagedListsOf } from '#runtime/fuzz/paged-lists.ts'
import type { Knowledge } from '#runtime/fuzz/requests.ts'
import { category, cup, password, pot, sensibleBodies } from '#runtime/fuzz/sensible-bodies.ts'
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
  await shop.ask('PUT', '/v1/admin/categories/empty', { ...category, handle: 'empty' })
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
  await upload(shop)
  await shop.pass(5_000)
  await letIn(shop)
  return shop
}

const pictures = [pngOf(64, 48), gifOf(64, 48), jpegOf(64, 48), webpOf('VP8 ', 64, 48)].map(
  (bytes) => Buffer.from(bytes),
)
const [picture = Buffer.alloc(0)] = pictures
/** Follows from what is in it. */
const pictureName = `${hash('sha256', picture)}.png`

async function upload({ server }: WholeShop): Promise<void> {
  const headers = { ...asOperator, 'content-type': 'image/png' }
  const { statusCode } = await server.inject({
    method: 'POST',
    url: uploadPath,
    headers,
    payload: picture,
  })
  if (statusCode !== 201) throw new Error(`the picture was answered ${statusCode}`)
}

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
  for (const name of ['Till', 'Till at the door']) {
    const key = { name, kind: 'secret', permissions: ['stock:read'] }
    await shop.send('POST', '/v1/admin/api-keys', key, { 'idempotency-key': name })
  }
  await shop.pass(1_000)
  cookies.set(shop, { shopper, staff })
}

const span = {
  region: 'sin',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentId: null,
  name: 'GET /v1/products',
  kind: 'server',
  service: 'catalog',
  startMs: Date.UTC(2026, 0, 5),
  ms: 4,
  error: null,
  attributes: {},
} as const

/** Two regions, of which either can be evacuated, with something to redrive and something to watch. */
function fuzzedOperations(): MemoryOperations {
  const operations = new MemoryOperations([
    healthyReport('sin', ['sin', 'syd']),
    healthyReport('syd', ['sin', 'syd']),
  ])
  operations.rehearsals.push({ name: 'pause', summary: 'a region freezes' })
  for (const id of letters) operations.letters.push(deadLetter(id))
  operations.spans.push(span)
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
    traces: [span.traceId],
    // Where no path names it, an id is that of a dead letter.
    '': letters,
  }
  const byName: Readonly<Record<string, readonly unknown[]>> = {
    handle: ['tea', 'pot', 'cup', 'drinks', 'empty', 'new', 'unheard-of'],
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
    name: [pictureName],
  }
  const cursors = new Map<string, readonly string[]>()
  const known: Omit<Knowledge, 'lists'> = {
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
    files: pictures,
  }
  const lists = await pagedListsOf(shop, operationsOf(await openApiOf(shop)), known)
  for (const { operation, cursor } of lists) cursors.set(operation.path, [cursor])
  return { ...known, lists }
}

export async function openApiOf(shop: WholeShop): Promise<OpenApi> {
  return shop.ask('GET', '/v1/openapi.json')
}

interface Page {
  readonly items: readonly { readonly id: string }[]
}
