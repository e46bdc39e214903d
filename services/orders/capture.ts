import { capturesMax, orderRefusals, type OrderCapture } from '#services/orders/contract.ts'
import type { Capture, Decision, PlacedOrder } from '#services/orders/order-model.ts'
import { uncaptured } from '#services/orders/taken-ahead.ts'

/** Takes money before the parcel that would take it, or after the bank refused it to one. */
export function capture(state: PlacedOrder, command: Capture): Decision {
  if (state.status !== 'confirmed' && state.status !== 'completed') {
    return orderRefusals.notCapturable(`The order is ${state.status}.`)
  }
  const { captures = [] } = state
  if (captures.length >= capturesMax) {
    return orderRefusals.notCapturable(`It was captured ${capturesMax} times.`)
  }
  const left = uncaptured(state)
  const amount = command.amount ?? left
  if (amount.currency !== left.currency) {
    return orderRefusals.notCapturable(`It was paid in ${left.currency}.`, '/amount/currency')
  }
  if (amount.amount > left.amount || amount.amount === 0) {
    return orderRefusals.notCapturable(`${left.amount} can be captured.`, '/amount')
  }
  const entry: OrderCapture = { id: `capture-${captures.length + 1}`, amount, status: 'asked' }
  return [{ type: 'orders.capture-requested', at: command.at, capture: entry }]
}
