import type {
  CaptureFailed,
  CapturePayment,
  PaymentEvent,
  RecordCapture,
} from '#services/payments/contract.ts'
import { heldOf, spoken, type Payment } from '#services/payments/payment-model.ts'

export function capture(
  state: Payment,
  { orderId, captureId, amount }: CapturePayment,
): readonly PaymentEvent[] {
  if (captureId in state.captures) return []
  const held = heldOf(state)
  const failed = (reason: string): CaptureFailed[] => [
    { type: 'payments.capture-failed', orderId, captureId, amount, reason },
  ]
  if (held === null) return failed('nothing-authorized')
  if (held.amount.currency !== amount.currency) return failed('other-currency')
  if (spoken(state.captures) + amount.amount > held.amount.amount) {
    return failed('more-than-authorized')
  }
  return [{ type: 'payments.capture-asked', captureId, reference: held.reference, amount }]
}

export function recordCapture(
  state: Payment,
  { captureId, failed }: RecordCapture,
): readonly PaymentEvent[] {
  const part = state.captures[captureId]
  const { orderId } = state
  if (part?.status !== 'asked' || orderId === null) return []
  const { amount } = part
  return [
    failed === undefined
      ? { type: 'payments.captured', orderId, captureId, amount }
      : { type: 'payments.capture-failed', orderId, captureId, amount, reason: failed },
  ]
}
