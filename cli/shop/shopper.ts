import { randomUUID } from 'node:crypto'
import { saysOf } from '#kernel/core/fault.ts'
import type { Answer, ShopApi } from '#cli/shop/api.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

/** How long a shopper keeps trying to finish one purchase. */
const patienceMs = 45_000
const waitSeconds = 10

export interface Basket {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  readonly token: string
}

interface OrderView {
  readonly id: string
  readonly status: string
  readonly paymentStatus: string
  readonly reason: string | null
  readonly total: { readonly amount: number }
}

interface Problem {
  readonly code?: string
  readonly detail?: string
}

/** Fills a cart, orders it and waits for the outcome, as one person with one browser would. */
export async function buy(api: ShopApi, basket: Basket): Promise<Receipt> {
  const startedAt = Date.now()
  const until = performance.now() + patienceMs
  let checkoutAt = performance.now()
  const receipt = (rest: Pick<Receipt, 'told'> & Partial<Receipt>): Receipt => ({
    startedAt,
    endedAt: Date.now(),
    checkoutMs: performance.now() - checkoutAt,
    orderId: null,
    total: null,
    lines: basket.lines,
    shopperRegion: api.region,
    answeredBy: '',
    ...rest,
  })
  try {
    const cartKey = randomUUID()
    const cart = await api.insist(
      () => api.post<{ id: string } & Problem>('/v1/carts', cartKey, { currency: 'SGD' }),
      until,
    )
    if (cart.status >= 300) return receipt({ told: 'failed', why: says('cart', cart) })
    for (const { sku, quantity } of basket.lines) {
      const path = `/v1/carts/${cart.body.id}/lines/${encodeURIComponent(sku)}`
      const line = await api.insist(() => api.put<Problem>(path, { quantity }), until)
      if (line.status >= 300) {
        return receipt({ told: 'failed', why: says(`line of ${cart.body.id}`, line) })
      }
    }
    checkoutAt = performance.now()
    const orderKey = randomUUID()
    const order = await api.insist(
      () =>
        api.post<OrderView & Problem>(
          '/v1/orders',
          orderKey,
          orderOf(cart.body.id, basket.token),
          `wait=${waitSeconds}`,
        ),
      until,
    )
    if (order.status >= 300)
      return receipt({ told: 'failed', why: says(`order of ${cart.body.id}`, order) })
    const last = await settled(api, order, until)
    return receipt({
      told: outcome(last.body),
      orderId: last.body.id,
      total: last.body.total.amount,
      answeredBy: last.region,
      ...(last.body.reason === null ? {} : { why: last.body.reason }),
    })
  } catch (error) {
    return receipt({ told: 'failed', why: saysOf(error) })
  }
}

async function settled(
  api: ShopApi,
  first: Answer<OrderView>,
  until: number,
): Promise<Answer<OrderView>> {
  let order = first
  while (outcome(order.body) === 'pending' && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const next = await api.insist(() => api.get<OrderView>(`/v1/orders/${first.body.id}`), until)
    if (next.status === 200) order = next
  }
  return order
}

function outcome({ status, paymentStatus, reason }: OrderView): Receipt['told'] {
  if (status === 'confirmed' || status === 'completed') return 'confirmed'
  if (status === 'rejected') return reason === 'sold-out' ? 'sold-out' : 'rejected'
  return paymentStatus === 'declined' ? 'declined' : 'pending'
}

function orderOf(cartId: string, token: string) {
  return {
    cartId,
    email: 'shopper@example.com',
    shippingAddress: {
      name: 'Ada Tan',
      line1: '1 Raffles Place',
      city: 'Singapore',
      postalCode: '048616',
      country: 'SG',
    },
    shippingMethod: 'standard',
    payment: { method: 'card', token },
  }
}

function says(step: string, { status, body }: Answer<Problem>): string {
  return `${step}: ${status} ${body.code ?? ''} ${body.detail ?? ''}`.trim()
}
