import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { PaymentView } from '#services/payments/contract.ts'
import type { Part, Payment } from '#services/payments/payment-model.ts'

export function paymentView({ id, state }: StoredDocument<Payment>): PaymentView {
  const { orderId, authorizations, captures, refunds, notices } = state
  return {
    id,
    orderId,
    authorizations: Object.values(authorizations).map(({ reference, amount, status }) => ({
      reference,
      amount,
      status,
    })),
    captures: parts(captures),
    refunds: parts(refunds),
    notices: [...notices],
  }
}

const parts = (named: Readonly<Record<string, Part>>) =>
  Object.entries(named).map(([id, { amount, status }]) => ({ id, amount, status }))
