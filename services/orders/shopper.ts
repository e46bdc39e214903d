// One shopper in a simulated shop: fills a cart, orders, asks how the order gets on. What the shopper
// was told is noted, and must be so in the end.

import { minutes, seconds } from '#kernel/core/instant.ts'
import { anyOf, happens, insist, newKey, numberBelow, once, pause } from '#kernel/service/person.ts'
import type { Answer, Scene } from '#kernel/service/workload.ts'
import type { CartView } from '#services/cart/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { nothingToShip } from '#services/shipping/contract.ts'

const people = 40
const countries = ['SG', 'SG', 'SG', 'AU', 'AU', 'CA', 'US', 'DE'] as const
const currencies = ['SGD', 'SGD', 'SGD', 'AUD', 'USD', 'JPY', 'BHD'] as const
const goodCards = ['tok_visa', 'tok_visa', 'tok_visa', 'tok_timeout', 'tok_unavailable'] as const

export const goodCard = (scene: Scene): string => anyOf(scene, goodCards) ?? 'tok_visa'

/** The id of a cart with something in it; null when the shop gave none. */
export async function fillCart(
  scene: Scene,
  wants: { readonly demand?: string; readonly quantity?: number } = {},
): Promise<string | null> {
  const body = { currency: anyOf(scene, currencies), country: anyOf(scene, countries) }
  const headers = { 'idempotency-key': newKey(scene) }
  const made = await insist(scene, () => scene.ask('POST', '/v1/carts', body, headers))
  if (made?.status !== 201) return null
  const { id } = made.body as CartView
  const known = scene
    .notes('catalog.sku')
    .filter(({ demand }) => wants.demand === undefined || demand === wants.demand)
  let lines = 0
  let needsParcel = false
  for (let left = happens(scene, 0.7) ? 1 : 2; left > 0; left -= 1) {
    const wanted = anyOf(scene, known)
    const sku = String(wanted?.['sku'])
    // What nobody counts is no thing; an answer that was lost may have put a thing into the cart.
    needsParcel ||= wanted?.['tracked'] === true
    const quantity = wants.quantity ?? 1 + numberBelow(scene, 3)
    const path = `/v1/carts/${id}/lines/${encodeURIComponent(sku)}`
    const put = await insist(scene, () => scene.ask('PUT', path, { quantity }))
    if (put?.status === 200) lines += 1
  }
  if (lines === 0) return null
  if (!needsParcel) scene.note('orders.without-parcel', { cartId: id })
  return id
}

export interface Checkout {
  readonly cartId: string
  readonly token: string
  readonly key: string
  readonly expectedTotal?: OrderView['total']
}

/** One attempt to send a cart to the checkout; every attempt of one checkout says the same. */
export function place(scene: Scene, { cartId, token, key, expectedTotal }: Checkout) {
  const number = Number.parseInt(key.slice(0, 8), 16) % people
  const withoutParcel = scene
    .notes('orders.without-parcel')
    .some((cart) => cart['cartId'] === cartId)
  const body = {
    cartId,
    email: `person-${number}@example.org`,
    shippingAddress: {
      name: `Person ${number}`,
      line1: '1 Marina Boulevard',
      city: 'Singapore',
      postalCode: '018989',
      country: countries[number % countries.length],
    },
    shippingMethod: withoutParcel ? nothingToShip : number % 5 === 0 ? 'express' : 'standard',
    payment: { method: 'card', token },
    ...(expectedTotal === undefined ? {} : { expectedTotal }),
  }
  const headers = {
    'idempotency-key': key,
    ...(number % 3 === 0 ? { prefer: 'wait=5' } : {}),
  }
  return scene.ask('POST', '/v1/orders', body, headers)
}

/** Orders what is in a cart and waits for the outcome; null when that stays unknown. */
export async function order(scene: Scene, checkout: Checkout): Promise<OrderView | null> {
  const answer = await insist(scene, () => place(scene, checkout))
  // Whoever orders what is in a cart was given the cart before.
  if (answer?.status === 404) scene.note('cart.denied', { id: checkout.cartId })
  const placed = tell(scene, answer)
  return placed && settled(scene, placed)
}

/** Asks how an order gets on until it is confirmed, declined, or over. */
export async function settled(scene: Scene, first: OrderView): Promise<OrderView | null> {
  const newest = new Map<string, number>()
  const until = scene.clock.monotonic() + minutes(3)
  let known = first
  while (isOpen(known) && scene.clock.monotonic() < until) {
    await pause(scene, 300, seconds(2))
    const answer = await once(() => scene.ask('GET', `/v1/orders/${first.id}`))
    if (answer?.status === 404) scene.note('orders.denied', { id: first.id })
    const shown = tell(scene, answer)
    if (shown === null) continue
    const region = answer?.headers['meridian-region'] ?? ''
    const before = newest.get(region) ?? 0
    if (shown.version < before) {
      scene.note('orders.went-back', { id: shown.id, region, from: before, to: shown.version })
    }
    newest.set(region, shown.version)
    known = shown
  }
  return isOpen(known) ? null : known
}

/** Pays again with another card. */
export async function payAgain(scene: Scene, id: string, token: string): Promise<OrderView | null> {
  const headers = { 'idempotency-key': newKey(scene) }
  const body = { payment: { method: 'card', token } }
  const ask = () => scene.ask('POST', `/v1/orders/${id}/payments`, body, headers)
  const paid = tell(scene, await insist(scene, ask))
  return paid && settled(scene, paid)
}

/** Asks for an order to be cancelled; whoever asks may be heard though no answer comes. */
export async function cancel(scene: Scene, id: string): Promise<OrderView | null> {
  const headers = { 'idempotency-key': newKey(scene) }
  scene.note('orders.cancelling', { id })
  const ask = () => scene.ask('POST', `/v1/orders/${id}/cancel`, {}, headers)
  return tell(scene, await insist(scene, ask))
}

/** Notes what an answer says of an order; null when it says nothing of one. */
export function tell(scene: Scene, answer: Answer | null): OrderView | null {
  if (answer === null) return null
  if (answer.status >= 400) {
    const { code = '', detail } = (answer.body ?? {}) as { code?: string; detail?: string }
    // What orders refuse is business; what the door refuses was not asked for wrongly.
    if (!code.startsWith('orders.')) scene.note('orders.turned-away', { code, detail })
    return null
  }
  const shown = answer.body as OrderView
  const { id, cartId, version, status, paymentStatus, total } = shown
  scene.note('orders.told', { id, cartId, version, status, paymentStatus, total: total.amount })
  return shown
}

const isOpen = ({ status, paymentStatus }: OrderView): boolean =>
  status === 'pending' && paymentStatus !== 'declined'
