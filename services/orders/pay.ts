import { digest } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { orderRefusals, paymentAttemptsMax } from '#services/orders/contract.ts'
import { evolveOrder } from '#services/orders/evolve-order.ts'
import { follow } from '#services/orders/follow.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import type {
  Decision,
  ExpirePayment,
  OrderEvent,
  Pay,
  PaymentDetails,
  PaymentReplaced,
  PlacedOrder,
} from '#services/orders/order-model.ts'
import { summaryOf } from '#services/orders/order-summary.ts'

export function pay(state: PlacedOrder, { at, payment }: Pay): Decision {
  if (sameToken(state, payment) && !isDeclined(state) && isPayable(state)) return []
  if (!isDeclined(state)) {
    return orderRefusals.notPayable(
      `The order is ${state.status} and its payment is ${state.paymentStatus}.`,
    )
  }
  if (state.progress.attempt >= paymentAttemptsMax) {
    return orderRefusals.tooManyAttempts(`It was tried ${state.progress.attempt} times.`)
  }
  return tryAgain(state, payment, at)
}

/** The cart was sent once more: the order it became is the answer, whatever else was sent. */
export function payWithAnother(
  state: PlacedOrder,
  { at, payment }: { readonly at: Instant; readonly payment: PaymentDetails },
): readonly OrderEvent[] {
  const payable = isDeclined(state) && state.progress.attempt < paymentAttemptsMax
  return payable && !sameToken(state, payment) ? tryAgain(state, payment, at) : []
}

export function expirePayment(
  state: PlacedOrder,
  { at, attempt }: ExpirePayment,
): readonly OrderEvent[] {
  if (!isDeclined(state) || state.progress.attempt !== attempt) return []
  const order = summaryOf(state)
  return [{ type: 'orders.order-rejected', at, order, reason: 'payment-declined', soldOut: [] }]
}

export const isDeclined = ({ status, paymentStatus }: PlacedOrder): boolean =>
  status === 'pending' && paymentStatus === 'declined'

const isPayable = ({ status }: PlacedOrder): boolean =>
  status === 'pending' || status === 'confirmed'

const sameToken = ({ payment }: PlacedOrder, { token }: PaymentDetails): boolean =>
  payment.tokenDigest === digest(token)

function tryAgain(
  state: PlacedOrder,
  { method, token }: PaymentDetails,
  at: Instant,
): readonly OrderEvent[] {
  const replaced: PaymentReplaced = {
    type: 'orders.payment-replaced',
    at,
    method,
    tokenDigest: digest(token),
    fleeting: { token },
  }
  const next = evolveOrder(state, replaced) as PlacedOrder
  return [replaced, ...follow(next, fulfilment.start(next.progress, next), at)]
}
