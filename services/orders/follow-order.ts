import type { Refusal } from '#kernel/core/decider.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { notFound, order } from '#services/orders/order.ts'
import type { OrderState, PlacedOrder } from '#services/orders/order-model.ts'
import { orderView, statusesOf } from '#services/orders/order-view.ts'

interface OrderNews {
  readonly event: string
  readonly data: unknown
  readonly id: string
}

/** The order now and whenever one of its statuses changes, until nothing more can follow. */
export async function followOrder(
  id: string,
  context: Context,
  signal: AbortSignal,
): Promise<AsyncIterable<OrderNews> | Refusal> {
  const found = await context.read(order, id)
  return found === null ? notFound() : changes(context.watch(order, id, signal))
}

async function* changes(
  documents: AsyncIterable<StoredDocument<OrderState>>,
): AsyncIterable<OrderNews> {
  let told = ''
  for await (const document of documents) {
    const { state, version } = document
    if (state.is === 'unplaced') continue
    const now = JSON.stringify([statusesOf(state), state.shipments, state.refunds])
    if (now === told) continue
    told = now
    yield { event: 'order', data: orderView(document), id: String(version) }
    if (isOver(state)) return
  }
}

const isOver = ({ status, paymentStatus }: PlacedOrder): boolean =>
  status === 'rejected' ||
  (status === 'cancelled' && paymentStatus !== 'authorized' && paymentStatus !== 'captured')
