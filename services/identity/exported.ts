import type { Context } from '#kernel/service/context.ts'
import { account } from '#services/identity/account.ts'
import { accountView } from '#services/identity/account-view.ts'
import { identityRefusals } from '#services/identity/contract.ts'
import { ordersOf, type OrderView } from '#services/orders/contract.ts'

const pageLimit = 100
/** Nobody has more; whoever does asks the shop. */
const pagesMax = 50

/** Not everybody with a permission is a shopper: a key is none. */
export const noAccount = () => identityRefusals.notFound('Whoever asks has no account.')

/** All that is kept about whoever has the account, without hashes and secrets. */
export async function exported(id: string, context: Context) {
  const found = await context.read(account, id)
  if (found?.state.is !== 'active') return noAccount()
  const { email } = found.state
  const orders: OrderView[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesMax; page += 1) {
    const { items, next } = await context.ask(ordersOf, { email, cursor, limit: pageLimit })
    orders.push(...items)
    if (next === null) break
    cursor = next
  }
  return { account: accountView(found), orders }
}
