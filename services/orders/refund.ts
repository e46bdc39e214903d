import { add, money, subtract, type Money } from '#kernel/core/money.ts'
import { chargeFor } from '#services/orders/charges.ts'
import { orderRefusals, refundsMax, type OrderRefund } from '#services/orders/contract.ts'
import type {
  Decision,
  OrderEvent,
  PlacedOrder,
  RecordRefund,
  Refund,
} from '#services/orders/order-model.ts'
import { summaryOf } from '#services/orders/order-summary.ts'
import { comingBack } from '#services/orders/returned.ts'
import { unpaid } from '#services/orders/taken-ahead.ts'
import { merged, unitsIn } from '#services/orders/units.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

export function refund(state: PlacedOrder, command: Refund): Decision {
  const { at, reason, returned } = command
  const units = merged(command.lines)
  if (state.refunds.length >= refundsMax) {
    return orderRefusals.notRefundable(`It was refunded ${refundsMax} times.`)
  }
  const excess = units.find(({ sku, quantity }) => quantity > refundableUnits(state, sku))
  if (excess) {
    const open = Math.max(0, refundableUnits(state, excess.sku))
    return orderRefusals.notRefundable(`Of ${excess.sku}, ${open} can be refunded.`, '/lines')
  }
  const left = refundable(state)
  const amount = command.amount ?? (units.length > 0 ? worthOf(state, units) : left)
  if (amount.currency !== left.currency) {
    return orderRefusals.notRefundable(`It was paid in ${left.currency}.`, '/amount/currency')
  }
  if (amount.amount > left.amount || amount.amount === 0) {
    return orderRefusals.notRefundable(`${left.amount} can be refunded.`, '/amount')
  }
  const id = `refund-${state.refunds.length + 1}`
  const entry: OrderRefund = { id, amount, reason, status: 'asked', lines: [...units], returned }
  const back = returned ? comingBack(state, units) : []
  const restock = back.filter(({ sku }) => isTracked(state, sku))
  return [{ type: 'orders.refund-requested', at, refund: entry, restock }]
}

export function recordRefund(
  state: PlacedOrder,
  { at, refundId, failed }: RecordRefund,
): readonly OrderEvent[] {
  const known = state.refunds.find(({ id }) => id === refundId)
  if (known?.status !== 'asked') return []
  if (failed !== null) return [{ type: 'orders.refund-failed', at, refundId, reason: failed }]
  const { amount, reason } = known
  return [{ type: 'orders.order-refunded', at, order: summaryOf(state), refundId, amount, reason }]
}

/** Captured, and neither refunded nor about to be. */
export function refundable(state: PlacedOrder): Money {
  return subtract(
    state.captured,
    add(money(0, state.captured.currency), ...counting(state).map(({ amount }) => amount)),
  )
}

const counting = ({ refunds }: PlacedOrder) => refunds.filter(({ status }) => status !== 'failed')

/** Units that the bank refused to pay for cost nothing yet: there is nothing to give back for them. */
function refundableUnits(state: PlacedOrder, sku: string): number {
  const owes = unpaid(state) > 0
  const sent = state.shipments.filter(
    ({ status, captureFailed }) => status !== 'preparing' && !(owes && captureFailed),
  )
  return unitsIn(sent, sku) - unitsIn(counting(state), sku)
}

const worthOf = (state: PlacedOrder, units: readonly ShipmentLine[]): Money =>
  chargeFor(state, units, (sku) => unitsIn(counting(state), sku))

const isTracked = ({ lines }: PlacedOrder, sku: string): boolean =>
  lines.some((line) => line.sku === sku && line.tracked)
