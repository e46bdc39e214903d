import type { Unstamped } from '#kernel/core/decider.ts'
import { reaction, type Reaction, type Send } from '#kernel/service/reaction.ts'
import type { MarkOrdered } from '#services/cart/contract.ts'
import {
  skuOf,
  type CommitShipped,
  type ReservationRefused,
  type Reserved,
  type Restock,
} from '#services/inventory/contract.ts'
import {
  payAgainWithinMs,
  type OrderShipment,
  type PaymentDeclined,
  type ShipmentSent,
} from '#services/orders/contract.ts'
import { forgettingReactions } from '#services/orders/forget.ts'
import { fulfilment, stockOf } from '#services/orders/fulfilment.ts'
import type {
  CaptureRequested,
  OrderCommand,
  OrderPlaced,
  RefundRequested,
  ShipmentRequested,
} from '#services/orders/order-model.ts'
import {
  paymentIdOf,
  type Authorized,
  type Captured,
  type CaptureFailed,
  type CapturePayment,
  type Declined,
  type Refunded,
  type RefundFailed,
  type RefundPayment,
  type Voided,
} from '#services/payments/contract.ts'
import type {
  CreateShipment,
  ShipmentDelivered,
  ShipmentLine,
  ShipmentSent as ParcelSent,
} from '#services/shipping/contract.ts'

const tell = (id: string, command: Unstamped<OrderCommand>): readonly Send[] => [
  { kind: 'order', id, command },
]

const toCart = [
  reaction<OrderPlaced>('close-cart', 'orders.order-placed', ({ content }) => {
    const command: Unstamped<MarkOrdered> = { type: 'mark-ordered', orderId: content.id }
    return [{ kind: 'cart', id: content.cartId, command }]
  }),
]

const fromInventory = [
  reaction<Reserved>('take-units', 'inventory.reserved', ({ orderId, attempt }, about) =>
    tell(orderId, {
      type: 'record-answer',
      step: 'reserve',
      key: skuOf(about.documentId),
      attempt,
      refused: null,
    }),
  ),
  reaction<ReservationRefused>(
    'do-without-units',
    'inventory.reservation-refused',
    ({ orderId, attempt, reason }, about) =>
      tell(orderId, {
        type: 'record-answer',
        step: 'reserve',
        key: skuOf(about.documentId),
        attempt,
        refused: reason,
      }),
  ),
]

const fromPayments = [
  reaction<Authorized>('take-authorization', 'payments.authorized', ({ orderId, attempt }) =>
    tell(orderId, {
      type: 'record-answer',
      step: 'authorize',
      key: 'payment',
      attempt,
      refused: null,
    }),
  ),
  reaction<Declined>('take-decline', 'payments.declined', ({ orderId, attempt, reason }) =>
    tell(orderId, {
      type: 'record-answer',
      step: 'authorize',
      key: 'payment',
      attempt,
      refused: reason,
    }),
  ),
  reaction<Voided>('record-void', 'payments.voided', ({ orderId }) =>
    orderId === null ? [] : tell(orderId, { type: 'record-void' }),
  ),
  reaction<Captured>('record-capture', 'payments.captured', ({ orderId, captureId, amount }) =>
    tell(orderId, { type: 'record-capture', shipmentId: captureId, amount, failed: null }),
  ),
  reaction<CaptureFailed>('record-failed-capture', 'payments.capture-failed', (event) => {
    const { orderId, captureId, amount, reason } = event
    return tell(orderId, { type: 'record-capture', shipmentId: captureId, amount, failed: reason })
  }),
  reaction<Refunded>('record-refund', 'payments.refunded', ({ orderId, refundId }) =>
    tell(orderId, { type: 'record-refund', refundId, failed: null }),
  ),
  reaction<RefundFailed>('record-failed-refund', 'payments.refund-failed', (event) =>
    tell(event.orderId, { type: 'record-refund', refundId: event.refundId, failed: event.reason }),
  ),
]

const fromShipping = [
  reaction<ParcelSent>('record-sent', 'shipping.shipment-sent', (event, about) => {
    const { orderId, trackingNumber } = event
    const shipmentId = about.documentId
    return tell(orderId, { type: 'record-shipment-sent', shipmentId, trackingNumber })
  }),
  reaction<ShipmentDelivered>('record-delivered', 'shipping.shipment-delivered', (event, about) =>
    tell(event.orderId, { type: 'record-shipment-delivered', shipmentId: about.documentId }),
  ),
]

function captureAndDeduct(
  orderId: string,
  { id: captureId, amount }: OrderShipment,
  tracked: readonly ShipmentLine[],
): readonly Send[] {
  const capture: Unstamped<CapturePayment> = { type: 'capture', orderId, captureId, amount }
  return [
    ...(amount.amount > 0 ? [{ kind: 'payment', id: paymentIdOf(orderId), command: capture }] : []),
    ...tracked.map(({ sku, quantity }) => {
      const command: Unstamped<CommitShipped> = { type: 'commit-shipped', orderId, quantity }
      return { kind: 'stock', id: stockOf({ id: orderId }, sku), command }
    }),
  ]
}

const afterwards = [
  reaction<PaymentDeclined>('wait-for-payment', 'orders.payment-declined', (event, about) => {
    const command: Unstamped<OrderCommand> = { type: 'expire-payment', attempt: event.attempt }
    return [{ kind: 'order', id: about.documentId, dueIn: payAgainWithinMs, command }]
  }),
  reaction<ShipmentRequested>('prepare-parcel', 'orders.shipment-requested', (event, about) => {
    const { shipment, to, method, grams, parcel = shipment.lines, tracked = [] } = event
    // What needs no parcel has arrived with that, and waits for no label.
    if (parcel.length === 0) return captureAndDeduct(about.documentId, shipment, tracked)
    const command: Unstamped<CreateShipment> = {
      type: 'create',
      orderId: about.documentId,
      method,
      to,
      lines: parcel,
      grams,
    }
    return [{ kind: 'shipment', id: shipment.id, command }]
  }),
  // Money is taken only for what has a label: a parcel that cannot be sent is never charged.
  reaction<ShipmentSent>('capture-and-deduct', 'orders.shipment-sent', (event, about) =>
    captureAndDeduct(about.documentId, event.shipment, event.tracked),
  ),
  reaction<CaptureRequested>('capture-ahead', 'orders.capture-requested', (event, about) => {
    const orderId = about.documentId
    const { id: captureId, amount } = event.capture
    const command: Unstamped<CapturePayment> = { type: 'capture', orderId, captureId, amount }
    return [{ kind: 'payment', id: paymentIdOf(orderId), command }]
  }),
  reaction<RefundRequested>('refund-and-restock', 'orders.refund-requested', (event, about) => {
    const orderId = about.documentId
    const { refund, restock } = event
    const command: Unstamped<RefundPayment> = {
      type: 'refund',
      orderId,
      refundId: refund.id,
      amount: refund.amount,
    }
    return [
      { kind: 'payment', id: paymentIdOf(orderId), command },
      ...restock.map(({ sku, quantity }) => {
        const back: Unstamped<Restock> = { type: 'restock', orderId, quantity }
        return { kind: 'stock', id: stockOf({ id: orderId }, sku), command: back }
      }),
    ]
  }),
]

export const reactions: readonly Reaction[] = [
  ...fulfilment.reactions,
  ...toCart,
  ...fromInventory,
  ...fromPayments,
  ...fromShipping,
  ...afterwards,
  ...forgettingReactions,
]
