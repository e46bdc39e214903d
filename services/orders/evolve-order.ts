import { invariant } from '#kernel/core/fault.ts'
import { add, money, type Money } from '#kernel/core/money.ts'
import type {
  OrderCapture,
  OrderRefund,
  OrderShipment,
  PaymentStatus,
} from '#services/orders/contract.ts'
import { withoutInvoice, withoutPerson } from '#services/orders/forget.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import type {
  DomainEvent,
  OrderEvent,
  OrderPlaced,
  OrderState,
  PlacedOrder,
} from '#services/orders/order-model.ts'
import { cameBack, comingBack } from '#services/orders/returned.ts'
import { isAll, merged } from '#services/orders/units.ts'

/** The timeline is for whoever ordered. */
const untold: ReadonlySet<string> = new Set([
  'orders.note-added',
  'orders.forgetting-put-off',
  'orders.invoice-forgotten',
])

export function evolveOrder(state: OrderState, event: OrderEvent): OrderState {
  if (event.type === 'orders.order-placed') return placed(event)
  invariant(state.is === 'placed', `${event.type} on an order that was never placed`)
  if (fulfilment.owns(event)) {
    const progress = fulfilment.evolve(state.progress, event)
    // The bank has answered, or never will be asked: the token has served.
    const ended = progress.phase !== 'running'
    return ended
      ? { ...state, progress, payment: { ...state.payment, token: null } }
      : { ...state, progress }
  }
  const next = evolvePlaced(state, event)
  return untold.has(event.type) ? next : { ...next, timeline: timelineAfter(state, event) }
}

function placed({ at, content, method, tokenDigest, fleeting }: OrderPlaced): PlacedOrder {
  return {
    is: 'placed',
    ...content,
    placedAt: at,
    status: 'pending',
    paymentStatus: 'none',
    fulfilmentStatus: 'unfulfilled',
    reason: null,
    soldOut: [],
    payment: { method, token: fleeting.token, tokenDigest },
    progress: fulfilment.initial,
    captured: money(0, content.totals.total.currency),
    shipments: [],
    refunds: [],
    notes: [],
    timeline: [{ at, what: 'order-placed' }],
  }
}

function evolvePlaced(order: PlacedOrder, event: Exclude<DomainEvent, OrderPlaced>): PlacedOrder {
  switch (event.type) {
    case 'orders.payment-replaced':
      return {
        ...order,
        paymentStatus: 'none',
        reason: null,
        payment: {
          method: event.method,
          token: event.fleeting.token,
          tokenDigest: event.tokenDigest,
        },
      }
    case 'orders.order-confirmed': {
      const paymentStatus = order.totals.total.amount > 0 ? 'authorized' : 'none'
      return { ...order, status: 'confirmed', paymentStatus }
    }
    case 'orders.payment-declined':
      return { ...order, paymentStatus: 'declined', reason: 'payment-declined' }
    case 'orders.order-rejected':
      return { ...order, status: 'rejected', reason: event.reason, soldOut: event.soldOut }
    case 'orders.cancel-requested':
      return { ...order, reason: 'cancelling' }
    case 'orders.order-cancelled':
      return { ...order, status: 'cancelled', reason: event.reason }
    case 'orders.payment-voided':
      return { ...order, paymentStatus: 'voided' }
    case 'orders.shipment-requested':
      return { ...order, shipments: [...order.shipments, event.shipment] }
    case 'orders.shipment-sent':
      return withShipment(order, event.shipment)
    case 'orders.shipment-delivered': {
      const shipment = order.shipments.find(({ id }) => id === event.shipmentId)
      return shipment ? withShipment(order, { ...shipment, status: 'delivered' }) : order
    }
    case 'orders.order-completed':
      return { ...order, status: 'completed' }
    case 'orders.capture-requested':
      return { ...order, captures: [...(order.captures ?? []), event.capture] }
    case 'orders.payment-captured':
      return withMoney(withCapture(order, event.shipmentId, 'done'), {
        captured: add(order.captured, event.amount),
      })
    case 'orders.capture-failed':
      return {
        ...withCapture(order, event.shipmentId, 'failed'),
        shipments: order.shipments.map((shipment) =>
          shipment.id === event.shipmentId ? { ...shipment, captureFailed: true } : shipment,
        ),
      }
    case 'orders.refund-requested':
      return fulfilled({
        ...withReturned(order, event.refund),
        refunds: [...order.refunds, event.refund],
      })
    case 'orders.order-refunded':
      return withMoney(order, { refunds: refundsWith(order, event.refundId, 'done') })
    case 'orders.refund-failed':
      return fulfilled({ ...order, refunds: refundsWith(order, event.refundId, 'failed') })
    case 'orders.note-added':
      return { ...order, notes: [...order.notes, { at: event.at, text: event.text }] }
    case 'orders.forgetting-put-off':
      return order
    case 'orders.person-forgotten':
      return withoutPerson(order, event.at)
    case 'orders.invoice-forgotten':
      return withoutInvoice(order)
  }
}

function withShipment(order: PlacedOrder, changed: OrderShipment): PlacedOrder {
  const shipments = order.shipments.map((shipment) =>
    shipment.id === changed.id ? changed : shipment,
  )
  return fulfilled({ ...order, shipments })
}

function fulfilled(order: PlacedOrder): PlacedOrder {
  const { shipments } = order
  const sent = shipments.filter(({ status }) => status !== 'preparing')
  const delivered = shipments.filter(({ status }) => status === 'delivered')
  const fulfilmentStatus = isAll(order, [{ lines: cameBack(order) }])
    ? 'returned'
    : isAll(order, delivered)
      ? 'delivered'
      : isAll(order, sent)
        ? 'fulfilled'
        : sent.length > 0
          ? 'partially-fulfilled'
          : 'unfulfilled'
  return { ...order, fulfilmentStatus }
}

function withReturned(order: PlacedOrder, { returned, lines }: OrderRefund): PlacedOrder {
  return returned
    ? { ...order, returned: merged([...cameBack(order), ...comingBack(order, lines)]) }
    : order
}

/** A parcel's own capture is none of these. */
function withCapture(order: PlacedOrder, id: string, status: OrderCapture['status']): PlacedOrder {
  const { captures } = order
  return captures === undefined
    ? order
    : { ...order, captures: captures.map((each) => (each.id === id ? { ...each, status } : each)) }
}

const refundsWith = (
  { refunds }: PlacedOrder,
  refundId: string,
  status: OrderRefund['status'],
): readonly OrderRefund[] =>
  refunds.map((refund) => (refund.id === refundId ? { ...refund, status } : refund))

export function refundedOf({ refunds, totals }: PlacedOrder): Money {
  const done = refunds.filter(({ status }) => status === 'done')
  return add(money(0, totals.total.currency), ...done.map(({ amount }) => amount))
}

function withMoney(
  order: PlacedOrder,
  change: Partial<Pick<PlacedOrder, 'captured' | 'refunds'>>,
): PlacedOrder {
  const next = { ...order, ...change }
  const total = next.totals.total.amount
  // Of a cancelled order no more will be taken.
  const paid = next.status === 'cancelled' ? next.captured.amount : total
  const refunded = refundedOf(next).amount
  const paymentStatus: PaymentStatus =
    refunded > 0
      ? refunded === paid
        ? 'refunded'
        : 'partially-refunded'
      : next.captured.amount === total
        ? 'captured'
        : 'authorized'
  return { ...next, paymentStatus }
}

function timelineAfter(order: PlacedOrder, event: Exclude<DomainEvent, OrderPlaced>) {
  const what = event.type.slice('orders.'.length)
  const detail = 'reason' in event ? { detail: event.reason } : {}
  return [...order.timeline, { at: event.at, what, ...detail }]
}
