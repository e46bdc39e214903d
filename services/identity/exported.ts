import type { Context } from '#kernel/service/context.ts'
import { account } from '#services/identity/account.ts'
import { accountView } from '#services/identity/account-view.ts'
import { identityRefusals } from '#services/identity/contract.ts'
import { ordersUnder } from '#services/identity/erasure.ts'

/** Not everybody with a permission is a shopper: a key is none. */
export const noAccount = () => identityRefusals.notFound('Whoever asks has no account.')

/** All that is kept about whoever has the account, without hashes and secrets. */
export async function exported(id: string, context: Context) {
  const found = await context.read(account, id)
  if (found?.state.is !== 'active') return noAccount()
  const orders = await ordersUnder(found.state.email, context)
  return { account: accountView(found), orders: [...orders] }
}
