// Who is signed in. The session is a cookie that no script can read; what is kept here is only that there
// was one, so that guests are not asked about at every page.

import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, type Answer } from '#apps/ui/api/client.ts'
import { forgetPrivateAnswers, queryClient } from '#apps/storefront/app/queries.ts'
import { forgetShopper } from '#apps/storefront/app/tab-memory.ts'
import { cartId, rememberCart } from '#apps/storefront/cart/cart-id.ts'
import { forgetCartOf, priceAsPreferred } from '#apps/storefront/cart/cart.ts'

export type Account = NonNullable<Answer<'GET /v1/account/session'>['account']>

const hintKey = 'meridian-was-signed-in'
const sessionKey = ['session'] as const

export const sessionQuery = () =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      const { account } = await call('GET /v1/account/session', { signal })
      hint(account !== null)
      return account
    },
  })

/** For the pages of the account: asks whatever this browser remembers. */
export const useSession = () => useQuery(sessionQuery())

/** For all other pages: a guest is taken for one. */
export function useLikelySession(): Account | null {
  const { data = null } = useQuery({ ...sessionQuery(), enabled: wasSignedIn() })
  return data
}

export function showAccount(account: Account): void {
  queryClient.setQueryData<Account | null>(sessionKey, (known) => ({
    ...account,
    sessionEndsAt: account.sessionEndsAt ?? known?.sessionEndsAt ?? null,
  }))
}

/** Somebody has come in: the cart of the guest they were joins their account. */
export async function welcome(account: Account): Promise<void> {
  hint(true)
  showAccount(account)
  await joinCart(account.cartId)
}

/** The cart of this browser and the one that the account keeps become one. */
export async function joinCart(kept: string | null): Promise<void> {
  const guests = cartId()
  try {
    if (guests === null || guests === kept) rememberCart(kept)
    else await joinAs(guests)
    await priceAsPreferred()
  } catch {
    // The cart stays the browser's own and joins with the next sign-in, or keeps its currency.
  }
}

async function joinAs(guests: string): Promise<void> {
  const account = await call('PUT /v1/account/cart', { body: { cartId: guests } })
  rememberCart(account.cartId)
  showAccount(account)
  if (account.cartId !== null) await forgetCartOf(account.cartId)
}

export async function signOut(): Promise<void> {
  await call('DELETE /v1/account/session', {})
  leave()
}

/** Nothing of an account stays in a browser that others may use. */
export function leave(): void {
  rememberCart(null)
  forgetShopper()
  noteSignedOut()
  forgetPrivateAnswers()
}

/** Every session has ended; what a guest has in the cart is theirs. */
export function noteSignedOut(): void {
  hint(false)
  queryClient.removeQueries({ queryKey: ['account-orders'] })
  queryClient.setQueryData(sessionKey, null)
}

function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(hintKey) !== null
  } catch {
    return true
  }
}

function hint(isIn: boolean): void {
  try {
    if (isIn) localStorage.setItem(hintKey, 'yes')
    else localStorage.removeItem(hintKey)
  } catch {
    // Then every page asks.
  }
}
