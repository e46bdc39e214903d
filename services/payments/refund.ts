import type {
  PaymentEvent,
  RecordRefund,
  RefundFailed,
  RefundPayment,
} from '#services/payments/contract.ts'
import { done, heldOf, spoken, type Payment } from '#services/payments/payment-model.ts'

export function refund(
  state: Payment,
  { orderId, refundId, amount }: RefundPayment,
): readonly PaymentEvent[] {
  if (refundId in state.refunds) return []
  const held = heldOf(state)
  const failed = (reason: string): RefundFailed[] => [
    { type: 'payments.refund-failed', orderId, refundId, amount, reason },
  ]
  if (held === null) return failed('nothing-captured')
  if (held.amount.currency !== amount.currency) return failed('other-currency')
  if (spoken(state.refunds) + amount.amount > done(state.captures)) {
    return failed('more-than-captured')
  }
  return [{ type: 'payments.refund-asked', refundId, reference: held.reference, amount }]
}

export function recordRefund(
  state: Payment,
  { refundId, failed }: RecordRefund,
): readonly PaymentEvent[] {
  const part = state.refunds[refundId]
  const { orderId } = state
  if (part?.status !== 'asked' || orderId === null) return []
  const { amount } = part
  return [
    failed === undefined
      ? { type: 'payments.refunded', orderId, refundId, amount }
      : { type: 'payments.refund-failed', orderId, refundId, amount, reason: failed },
  ]
}
