// The words of payments: what was promised, taken and given back for one order.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { siblingId } from '#kernel/core/id.ts'
import { days } from '#kernel/core/instant.ts'
import type { Money as MoneyValue } from '#kernel/core/money.ts'
import {
  Id,
  Instant as InstantSchema,
  Money,
  Nullable,
  OneOf,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'

export const keepPaymentEvents = days(400)

export const paymentRefusals = defineRefusals('payments', {
  badSignature: {
    kind: 'forbidden',
    title: 'The signature does not fit',
    advice: 'Sign timestamp and body with the shared secret, within five minutes.',
  },
  notFound: { kind: 'not-found', title: 'There is no such payment' },
})

export const paymentIdOf = (orderId: string): string => siblingId('pay', orderId)

/** Only tokens of the provider: a card number starts with a digit and is refused at the door. */
export const PaymentToken = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_-]{2,199}$',
  description: 'A token from the payment provider, such as tok_visa',
})
export const PaymentMethod = Strict({ method: OneOf(['card']), token: PaymentToken })

export const BankNotice = Strict({
  /** Unique per notice. */
  id: Type.String({ minLength: 1, maxLength: 200 }),
  /** Such as `authorization.approved` or `capture.declined`. */
  type: Type.String({ minLength: 1, maxLength: 100 }),
  at: InstantSchema,
  data: Type.Object({
    paymentId: Type.Optional(Id),
    reference: Type.Optional(Type.String({ maxLength: 200 })),
  }),
})
export type BankNotice = Static<typeof BankNotice>

export const discrepancyKinds = [
  'unknown-charge',
  'captured-differs',
  'refunded-differs',
  'void-differs',
  /** The bank refused to let go of it, and holds the money. */
  'void-failed',
] as const

export const DiscrepancyView = Type.Object({
  paymentId: Type.String(),
  reference: Type.String(),
  kind: OneOf(discrepancyKinds),
  ours: Nullable(Money),
  banks: Nullable(Money),
  firstSeenAt: InstantSchema,
  /** It has lasted too long to be a call on its way. */
  confirmed: Type.Boolean(),
})
export type Discrepancy = Static<typeof DiscrepancyView>

const PartView = Type.Object({
  id: Type.String(),
  amount: Money,
  status: OneOf(['asked', 'done', 'failed']),
})
export const PaymentView = Type.Object({
  id: Id,
  orderId: Nullable(Id),
  authorizations: Type.Array(
    Type.Object({
      reference: Type.String(),
      amount: Money,
      status: OneOf(['held', 'voiding', 'voided']),
    }),
  ),
  /** By shipment, or by the capture that staff asked for. */
  captures: Type.Array(PartView),
  refunds: Type.Array(PartView),
  /** What the bank told on its own account. */
  notices: Type.Array(
    Type.Object({ id: Type.String(), says: Type.String(), reference: Nullable(Type.String()) }),
  ),
})
export type PaymentView = Static<typeof PaymentView>

/** What the outside call `payments.authorize` needs; the payment document records its answer. */
export interface AuthorizeInput {
  readonly orderId: string
  readonly attempt: number
  readonly amount: MoneyValue
  readonly token: string
}
export const authorizeCall = 'payments.authorize'

export interface RecordAuthorization extends Command {
  readonly type: 'record-authorization'
  readonly orderId: string
  readonly attempt: number
  readonly amount: MoneyValue
  readonly answer:
    | { readonly approved: true; readonly reference: string }
    | { readonly approved: false; readonly reason: string }
}
/** Lets go of what was or will be authorized in this attempt. */
export interface VoidAuthorization extends Command {
  readonly type: 'void'
  readonly orderId: string
  readonly attempt: number
}
export interface RecordVoid extends Command {
  readonly type: 'record-void'
  readonly reference: string
  readonly failed?: string
}
/** Takes part of what was authorized. `captureId` names the part. */
export interface CapturePayment extends Command {
  readonly type: 'capture'
  readonly orderId: string
  readonly captureId: string
  readonly amount: MoneyValue
}
export interface RecordCapture extends Command {
  readonly type: 'record-capture'
  readonly captureId: string
  readonly failed?: string
}
export interface RefundPayment extends Command {
  readonly type: 'refund'
  readonly orderId: string
  readonly refundId: string
  readonly amount: MoneyValue
}
export interface RecordRefund extends Command {
  readonly type: 'record-refund'
  readonly refundId: string
  readonly failed?: string
}
export interface RecordNotice extends Command {
  readonly type: 'record-notice'
  readonly notice: BankNotice
}
/** The bank's books hold an authorization that no answer ever brought here. */
export interface VoidOrphan extends Command {
  readonly type: 'void-orphan'
  readonly reference: string
  readonly amount: MoneyValue
}
export type PaymentCommand =
  | RecordAuthorization
  | VoidAuthorization
  | RecordVoid
  | CapturePayment
  | RecordCapture
  | RefundPayment
  | RecordRefund
  | RecordNotice
  | VoidOrphan

export interface Authorized {
  readonly type: 'payments.authorized'
  readonly orderId: string
  readonly attempt: number
  readonly reference: string
  readonly amount: MoneyValue
}
export interface Declined {
  readonly type: 'payments.declined'
  readonly orderId: string
  readonly attempt: number
  readonly reason: string
}
/** A void that came before the authorization it is for. */
export interface VoidExpected {
  readonly type: 'payments.void-expected'
  readonly orderId: string
  readonly attempt: number
}
export interface VoidAsked {
  readonly type: 'payments.void-asked'
  readonly reference: string
}
export interface Voided {
  readonly type: 'payments.voided'
  /** Null for a charge of the bank's that no order asked for. */
  readonly orderId: string | null
  readonly attempt: number
  readonly reference: string
}
export interface VoidFailed {
  readonly type: 'payments.void-failed'
  readonly reference: string
  readonly reason: string
}
export interface CaptureAsked {
  readonly type: 'payments.capture-asked'
  readonly captureId: string
  readonly reference: string
  readonly amount: MoneyValue
}
export interface Captured {
  readonly type: 'payments.captured'
  readonly orderId: string
  readonly captureId: string
  readonly amount: MoneyValue
}
export interface CaptureFailed {
  readonly type: 'payments.capture-failed'
  readonly orderId: string
  readonly captureId: string
  readonly amount: MoneyValue
  readonly reason: string
}
export interface RefundAsked {
  readonly type: 'payments.refund-asked'
  readonly refundId: string
  readonly reference: string
  readonly amount: MoneyValue
}
export interface Refunded {
  readonly type: 'payments.refunded'
  readonly orderId: string
  readonly refundId: string
  readonly amount: MoneyValue
}
export interface RefundFailed {
  readonly type: 'payments.refund-failed'
  readonly orderId: string
  readonly refundId: string
  readonly amount: MoneyValue
  readonly reason: string
}
export interface NoticeRecorded {
  readonly type: 'payments.notice-recorded'
  readonly noticeId: string
  readonly says: string
  readonly reference: string | null
}
export interface OrphanFound {
  readonly type: 'payments.orphan-found'
  readonly reference: string
  readonly amount: MoneyValue
}
export type PaymentEvent =
  | Authorized
  | Declined
  | VoidExpected
  | VoidAsked
  | Voided
  | VoidFailed
  | CaptureAsked
  | Captured
  | CaptureFailed
  | RefundAsked
  | Refunded
  | RefundFailed
  | NoticeRecorded
  | OrphanFound
