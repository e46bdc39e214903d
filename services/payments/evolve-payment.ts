import type { PaymentEvent } from '#services/payments/contract.ts'
import type { Authorization, Part, Payment } from '#services/payments/payment-model.ts'

const noticesKeptMax = 50

export function evolvePayment(state: Payment, event: PaymentEvent): Payment {
  switch (event.type) {
    case 'payments.authorized': {
      const { orderId, reference, attempt, amount } = event
      return withAuthorization(
        { ...state, orderId },
        { reference, attempt, amount, status: 'held' },
      )
    }
    case 'payments.declined':
      return { ...state, orderId: event.orderId }
    case 'payments.void-expected':
      return {
        ...state,
        orderId: event.orderId,
        calledOff: [...state.calledOff, event.attempt],
      }
    case 'payments.orphan-found': {
      const { reference, amount } = event
      return withAuthorization(state, { reference, attempt: 0, amount, status: 'held' })
    }
    case 'payments.void-asked':
      return withStatus(state, event.reference, 'voiding')
    case 'payments.voided':
      return withStatus(state, event.reference, 'voided')
    case 'payments.void-failed':
      return withStatus(state, event.reference, 'held', { voidFailed: true })
    case 'payments.capture-asked':
      return withCapture(state, event.captureId, { amount: event.amount, status: 'asked' })
    case 'payments.captured':
      return withCapture(state, event.captureId, { amount: event.amount, status: 'done' })
    case 'payments.capture-failed':
      return withCapture(state, event.captureId, { amount: event.amount, status: 'failed' })
    case 'payments.refund-asked':
      return withRefund(state, event.refundId, { amount: event.amount, status: 'asked' })
    case 'payments.refunded':
      return withRefund(state, event.refundId, { amount: event.amount, status: 'done' })
    case 'payments.refund-failed':
      return withRefund(state, event.refundId, { amount: event.amount, status: 'failed' })
    case 'payments.notice-recorded': {
      const { noticeId: id, says, reference } = event
      const notices = [...state.notices, { id, says, reference }].slice(-noticesKeptMax)
      return { ...state, notices }
    }
  }
}

function withAuthorization(state: Payment, held: Authorization): Payment {
  return { ...state, authorizations: { ...state.authorizations, [held.reference]: held } }
}

function withStatus(
  state: Payment,
  reference: string,
  status: Authorization['status'],
  more: Pick<Authorization, 'voidFailed'> = {},
): Payment {
  const known = state.authorizations[reference]
  return known === undefined ? state : withAuthorization(state, { ...known, status, ...more })
}

const withCapture = (state: Payment, id: string, part: Part): Payment => ({
  ...state,
  captures: { ...state.captures, [id]: part },
})

const withRefund = (state: Payment, id: string, part: Part): Payment => ({
  ...state,
  refunds: { ...state.refunds, [id]: part },
})
