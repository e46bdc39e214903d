import type {
  PaymentEvent,
  RecordAuthorization,
  RecordVoid,
  VoidAuthorization,
  VoidOrphan,
} from '#services/payments/contract.ts'
import type { Payment } from '#services/payments/payment-model.ts'

export function recordAuthorization(
  state: Payment,
  { orderId, attempt, amount, answer }: RecordAuthorization,
): readonly PaymentEvent[] {
  if (!answer.approved) {
    return [{ type: 'payments.declined', orderId, attempt, reason: answer.reason }]
  }
  const { reference } = answer
  const authorized = {
    type: 'payments.authorized',
    orderId,
    attempt,
    reference,
    amount,
  } as const
  // Reconciliation may have taken it for an orphan while the answer was on its way.
  const known = reference in state.authorizations
  if (known) {
    return [{ type: 'payments.declined', orderId, attempt, reason: 'authorization-voided' }]
  }
  return state.calledOff.includes(attempt)
    ? [authorized, { type: 'payments.void-asked', reference }]
    : [authorized]
}

export function voidAuthorization(
  state: Payment,
  { orderId, attempt }: VoidAuthorization,
): readonly PaymentEvent[] {
  const found = Object.values(state.authorizations).find((held) => held.attempt === attempt)
  if (found === undefined) return [{ type: 'payments.void-expected', orderId, attempt }]
  return found.status === 'held'
    ? [{ type: 'payments.void-asked', reference: found.reference }]
    : []
}

export function recordVoid(
  state: Payment,
  { reference, failed }: RecordVoid,
): readonly PaymentEvent[] {
  if (failed !== undefined) return [{ type: 'payments.void-failed', reference, reason: failed }]
  const { orderId } = state
  const known = state.authorizations[reference]
  if (known === undefined || known.status === 'voided') return []
  return [{ type: 'payments.voided', orderId, attempt: known.attempt, reference }]
}

export function voidOrphan(
  state: Payment,
  { reference, amount }: VoidOrphan,
): readonly PaymentEvent[] {
  if (reference in state.authorizations) return []
  return [
    { type: 'payments.orphan-found', reference, amount },
    { type: 'payments.void-asked', reference },
  ]
}
