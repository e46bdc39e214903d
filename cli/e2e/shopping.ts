// What a shopper and the shop's staff do, as single requests to an address of one's choice.

import { ask, askWell, type Answer } from '#cli/e2e/ask.ts'
import { until } from '#cli/e2e/until.ts'
import type { OrderView } from '#services/orders/contract.ts'

export interface Line {
  readonly sku: string
  readonly quantity: number
}

let shoppers = 0

/** An address that no other shopper has, so that each finds their own mail. */
export const anotherEmail = (): string => `shopper-${process.pid}-${(shoppers += 1)}@example.com`

/** A new cart with these lines; its id. */
export async function fillCart(url: string, lines: readonly Line[]): Promise<string> {
  const { id } = await askWell<{ id: string }>('POST', `${url}/v1/carts`, { currency: 'SGD' })
  for (const { sku, quantity } of lines) {
    await askWell('PUT', `${url}/v1/carts/${id}/lines/${sku}`, { quantity })
  }
  return id
}

export function orderBody(cartId: string, { token = 'tok_visa', email = anotherEmail() } = {}) {
  return {
    cartId,
    email,
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

export const patience = { prefer: 'wait=10' }

/** Orders one cart of these lines and waits as the storefront does. */
export async function buy(
  url: string,
  lines: readonly Line[],
  wishes: { token?: string; email?: string } = {},
): Promise<OrderView> {
  const cartId = await fillCart(url, lines)
  return askWell<OrderView>('POST', `${url}/v1/orders`, orderBody(cartId, wishes), patience)
}

export const readOrder = (url: string, id: string): Promise<Answer<OrderView>> =>
  ask<OrderView>('GET', `${url}/v1/orders/${id}`)

/** The order once it is as wanted. */
export function orderOnce(
  url: string,
  id: string,
  what: string,
  holds: (order: OrderView) => boolean,
  withinMs?: number,
): Promise<OrderView> {
  return until(
    `order ${id} is ${what}`,
    async () => {
      const { status, body } = await readOrder(url, id)
      return status === 200 && holds(body) ? body : null
    },
    withinMs,
  )
}
