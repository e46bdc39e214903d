import type { PaymentEvent, RecordNotice } from '#services/payments/contract.ts'
import type { Payment } from '#services/payments/payment-model.ts'

/**
 * What the bank tells on its own account is written down and changes no money: the answer to our
 * own call does that, and comes as often as it takes. So a notice and an answer that arrive
 * at once lead to one charge.
 */
export function recordNotice(state: Payment, { notice }: RecordNotice): readonly PaymentEvent[] {
  const { id, type, data } = notice
  if (state.notices.some((known) => known.id === id)) return []
  return [
    {
      type: 'payments.notice-recorded',
      noticeId: id,
      says: type,
      reference: data.reference ?? null,
    },
  ]
}
