import type { Context } from '#kernel/service/context.ts'
import { account } from '#services/identity/account.ts'
import { ordersOf, type OrderView } from '#services/orders/contract.ts'

const pageLimit = 100
/** Whoever has more is asked for again: what has been forgotten is not found any more. */
const pagesMax = 50

/** Those under a mail address, the newest first. */
export async function ordersUnder(email: string, context: Context): Promise<readonly OrderView[]> {
  const orders: OrderView[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesMax; page += 1) {
    const { items, next } = await context.ask(ordersOf, { email, cursor, limit: pageLimit })
    orders.push(...items)
    if (next === null) break
    cursor = next
  }
  return orders
}

export async function ordersOfAccount(id: string, context: Context): Promise<readonly OrderView[]> {
  const found = await context.read(account, id)
  return !found || found.state.is === 'unknown' ? [] : ordersUnder(found.state.email, context)
}
