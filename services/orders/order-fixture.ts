import { isRefusal, type Unstamped } from '#kernel/core/decider.ts'
import type { Send } from '#kernel/service/reaction.ts'
import { order } from '#services/orders/order.ts'
import type {
  OrderCommand,
  OrderContent,
  OrderEvent,
  OrderState,
  PlacedOrder,
} from '#services/orders/order-model.ts'
import { reactions } from '#services/orders/reactions.ts'

// An order of two lines, as the tests of this folder play it.

const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const address = {
  name: 'Ada Lim',
  line1: '1 Marina Boulevard',
  city: 'Singapore',
  postalCode: '018989',
  country: 'SG',
}
export const line = (sku: string, quantity: number, amount: number) => ({
  sku,
  productId: 'prd_sin_1',
  handle: 'mug',
  title: 'Mug',
  options: [],
  image: null,
  quantity,
  unitPrice: sgd(amount),
  total: sgd(amount * quantity),
  tax: sgd(0),
  grams: 400,
  tracked: true,
  requiresShipping: true,
})

export const content: OrderContent = {
  id: 'ord_sin_0123456789abcdef',
  cartId: 'crt_sin_0123456789abcdef',
  email: 'ada@example.org',
  shippingAddress: address,
  billingAddress: address,
  shippingMethod: 'standard',
  lines: [line('MUG', 3, 1_999), line('PLATE', 1, 777)],
  totals: {
    subtotal: sgd(6_774),
    shipping: sgd(350),
    taxes: [],
    taxIncluded: true,
    total: sgd(7_124),
  },
}
export const payment = { method: 'card', token: 'tok_visa' } as const
export const at = '2026-01-01T00:00:00.000Z'

export class PlayedOrder {
  state: OrderState = order.decider.initial
  /** What the last command sent to others. */
  sends: readonly Send[] = []
  events: readonly OrderEvent[] = []
  refused: string | null = null

  play(...commands: Unstamped<OrderCommand>[]): this {
    for (const command of commands) {
      const answer = order.decider.decide(this.state, { ...command, at } as OrderCommand)
      this.refused = isRefusal(answer) ? answer.code : null
      this.events = isRefusal(answer) ? [] : answer
      this.state = this.events.reduce(order.decider.evolve, this.state)
      const about = { documentId: content.id, home: 'sin', at, homes: ['sin', 'syd'] }
      this.sends = this.events.flatMap((event) =>
        reactions
          .filter(({ on }) => on === event.type)
          .flatMap((reaction) => reaction.then(event, about)),
      )
    }
    return this
  }

  get placed(): PlacedOrder {
    if (this.state.is !== 'placed') throw new Error('the order was not placed')
    return this.state
  }

  get statuses(): string {
    const { status, paymentStatus, fulfilmentStatus } = this.placed
    return `${status} ${paymentStatus} ${fulfilmentStatus}`
  }

  /** `kind type`, or `kind call`, of everything sent. */
  get sent(): readonly string[] {
    return this.sends.map((send) =>
      'command' in send ? `${send.kind} ${send.command.type}` : `${send.kind} ${send.call}`,
    )
  }
}

export const place = { type: 'place', content, payment } as const
export const reserved = (key: string, refused: string | null = null, attempt = 1) =>
  ({ type: 'record-answer', step: 'reserve', key, attempt, refused }) as const
export const authorized = (refused: string | null = null, attempt = 1) =>
  ({ type: 'record-answer', step: 'authorize', key: 'payment', attempt, refused }) as const

export const confirmed = (): PlayedOrder =>
  new PlayedOrder().play(place, reserved('MUG'), reserved('PLATE'), authorized())

/** Of a mug and a voucher, which no parcel carries and nobody counts. */
export const confirmedWithVoucher = (mugs = 1): PlayedOrder => {
  const voucher = { ...line('VOUCHER', 2, 2_500), grams: 70, tracked: false }
  const lines = [
    ...(mugs > 0 ? [line('MUG', mugs, 1_999)] : []),
    { ...voucher, requiresShipping: false },
  ]
  return new PlayedOrder().play(
    { ...place, content: { ...content, lines } },
    ...(mugs > 0 ? [reserved('MUG')] : []),
    authorized(),
  )
}

export const shipmentId = (number: number): string => `shp_sin_0123456789abcdef-${number}`
export const sent = (number: number) =>
  ({
    type: 'record-shipment-sent',
    shipmentId: shipmentId(number),
    trackingNumber: `T${number}`,
  }) as const
export const delivered = (number: number) =>
  ({ type: 'record-shipment-delivered', shipmentId: shipmentId(number) }) as const
