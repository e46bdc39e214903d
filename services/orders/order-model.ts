import type { Command, Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Money } from '#kernel/core/money.ts'
import type { Progress, SagaAnswer, SagaEvent } from '#kernel/events/saga.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import type {
  FulfilmentStatus,
  Language,
  Note,
  OrderCapture,
  OrderCancelled,
  OrderConfirmed,
  OrderLine,
  OrderPersonForgotten,
  OrderRefund,
  OrderRefunded,
  OrderRejected,
  OrderShipment,
  OrderStatus,
  PaymentDeclined,
  PaymentStatus,
  ShipmentSent,
  TimelineEntry,
  Totals,
} from '#services/orders/contract.ts'
import type { Address, ShipmentLine } from '#services/shipping/contract.ts'

export interface OrderContent {
  readonly id: string
  readonly cartId: string
  readonly email: string
  readonly shippingAddress: Address
  readonly billingAddress: Address
  readonly shippingMethod: string
  /** Of the mails about it. */
  readonly language?: Language
  readonly lines: readonly OrderLine[]
  readonly totals: Totals
}

export interface PaymentDetails {
  readonly method: 'card'
  readonly token: string
}

export interface PlacedOrder extends OrderContent {
  readonly is: 'placed'
  readonly placedAt: Instant
  readonly status: OrderStatus
  readonly paymentStatus: PaymentStatus
  readonly fulfilmentStatus: FulfilmentStatus
  readonly reason: string | null
  readonly soldOut: readonly string[]
  /** The token is gone as soon as the bank has answered; its digest tells a new one from the old. */
  readonly payment: {
    readonly method: 'card'
    readonly token: string | null
    readonly tokenDigest: string
  }
  readonly progress: Progress
  readonly captured: Money
  readonly shipments: readonly OrderShipment[]
  /** Made by hand; absent until the first. */
  readonly captures?: readonly OrderCapture[]
  readonly refunds: readonly OrderRefund[]
  /** Units that came back, per SKU; absent until the first. */
  readonly returned?: readonly ShipmentLine[]
  readonly notes: readonly Note[]
  readonly timeline: readonly TimelineEntry[]
  /** When whoever ordered was forgotten. */
  readonly forgottenAt?: Instant
}

export type OrderState = { readonly is: 'unplaced' } | PlacedOrder

export interface Place extends Command {
  readonly type: 'place'
  readonly content: OrderContent
  readonly payment: PaymentDetails
}
/** The cart was sent again: with another token, a declined order is paid again. */
export interface PlaceAgain extends Command {
  readonly type: 'place-again'
  readonly payment: PaymentDetails
}
export interface Pay extends Command {
  readonly type: 'pay'
  readonly payment: PaymentDetails
}
export interface Cancel extends Command {
  readonly type: 'cancel'
  readonly reason: string
}
export interface Ship extends Command {
  readonly type: 'ship'
  readonly lines: readonly ShipmentLine[] | null
}
export interface Capture extends Command {
  readonly type: 'capture'
  /** Null: all that can be. */
  readonly amount: Money | null
}
export interface Refund extends Command {
  readonly type: 'refund'
  readonly amount: Money | null
  readonly lines: readonly ShipmentLine[]
  readonly returned: boolean
  readonly reason: string
}
export interface AddNote extends Command {
  readonly type: 'add-note'
  readonly text: string
}
export interface ExpirePayment extends Command {
  readonly type: 'expire-payment'
  readonly attempt: number
}
export interface RecordAnswer extends Command, SagaAnswer {
  readonly type: 'record-answer'
}
export interface RecordVoid extends Command {
  readonly type: 'record-void'
}
export interface RecordShipmentSent extends Command {
  readonly type: 'record-shipment-sent'
  readonly shipmentId: string
  readonly trackingNumber: string
}
export interface RecordShipmentDelivered extends Command {
  readonly type: 'record-shipment-delivered'
  readonly shipmentId: string
}
export interface RecordCapture extends Command {
  readonly type: 'record-capture'
  /** Of the shipment it was for, or of the capture made by hand. */
  readonly shipmentId: string
  readonly amount: Money
  readonly failed: string | null
}
export interface RecordRefund extends Command {
  readonly type: 'record-refund'
  readonly refundId: string
  readonly failed: string | null
}
export interface ForgetPerson extends Command {
  readonly type: 'forget-person'
}
export interface ForgetInvoice extends Command {
  readonly type: 'forget-invoice'
}
export type OrderCommand =
  | Place
  | PlaceAgain
  | Pay
  | Cancel
  | Ship
  | Capture
  | Refund
  | AddNote
  | ExpirePayment
  | RecordAnswer
  | RecordVoid
  | RecordShipmentSent
  | RecordShipmentDelivered
  | RecordCapture
  | RecordRefund
  | ForgetPerson
  | ForgetInvoice

export type OrderPlaced = {
  readonly type: 'orders.order-placed'
  readonly at: Instant
  readonly content: OrderContent
  readonly method: 'card'
  readonly tokenDigest: string
} & Fleeting<{ readonly token: string }>

export type PaymentReplaced = {
  readonly type: 'orders.payment-replaced'
  readonly at: Instant
  readonly method: 'card'
  readonly tokenDigest: string
} & Fleeting<{ readonly token: string }>

export interface CancelRequested {
  readonly type: 'orders.cancel-requested'
  readonly at: Instant
  readonly reason: string
}
export interface ShipmentRequested {
  readonly type: 'orders.shipment-requested'
  readonly at: Instant
  readonly shipment: OrderShipment
  readonly to: Address
  readonly method: string
  /** Of the parcel. */
  readonly grams: number
  /** Of its lines, those that the carrier takes; absent in older events: all. Without any there is no parcel. */
  readonly parcel?: readonly ShipmentLine[]
  /** Of its lines, those whose stock is counted; absent in older events. */
  readonly tracked?: readonly ShipmentLine[]
}
export interface ShipmentDelivered {
  readonly type: 'orders.shipment-delivered'
  readonly at: Instant
  readonly shipmentId: string
}
export interface OrderCompleted {
  readonly type: 'orders.order-completed'
  readonly at: Instant
}
export interface CaptureRequested {
  readonly type: 'orders.capture-requested'
  readonly at: Instant
  readonly capture: OrderCapture
}
export interface PaymentCaptured {
  readonly type: 'orders.payment-captured'
  readonly at: Instant
  readonly shipmentId: string
  readonly amount: Money
}
export interface CaptureFailed {
  readonly type: 'orders.capture-failed'
  readonly at: Instant
  readonly shipmentId: string
  readonly reason: string
}
export interface PaymentVoided {
  readonly type: 'orders.payment-voided'
  readonly at: Instant
}
export interface RefundRequested {
  readonly type: 'orders.refund-requested'
  readonly at: Instant
  readonly refund: OrderRefund
  /** Units that go back into stock. */
  readonly restock: readonly ShipmentLine[]
}
export interface RefundFailed {
  readonly type: 'orders.refund-failed'
  readonly at: Instant
  readonly refundId: string
  readonly reason: string
}
export interface NoteAdded {
  readonly type: 'orders.note-added'
  readonly at: Instant
  readonly text: string
}

/** It is still on its way and is asked again. */
export interface ForgettingPutOff {
  readonly type: 'orders.forgetting-put-off'
  readonly at: Instant
}
export type { OrderPersonForgotten }
export interface InvoiceForgotten {
  readonly type: 'orders.invoice-forgotten'
  readonly at: Instant
}

export type DomainEvent =
  | OrderPlaced
  | PaymentReplaced
  | OrderConfirmed
  | PaymentDeclined
  | OrderRejected
  | CancelRequested
  | OrderCancelled
  | ShipmentRequested
  | ShipmentSent
  | ShipmentDelivered
  | OrderCompleted
  | CaptureRequested
  | PaymentCaptured
  | CaptureFailed
  | PaymentVoided
  | RefundRequested
  | OrderRefunded
  | RefundFailed
  | NoteAdded
  | ForgettingPutOff
  | OrderPersonForgotten
  | InvoiceForgotten

export type OrderEvent = DomainEvent | SagaEvent<'orders'>

export type Decision = readonly OrderEvent[] | Refusal
