import { useEffect } from 'react'
import { joinCart, useLikelySession, type Account } from '#apps/storefront/account/session.ts'
import { useCartId } from '#apps/storefront/cart/cart-id.ts'

/** A cart that is made while somebody is signed in belongs to the account, and follows to other devices. */
export function useCartOfAccount(): Account | null {
  const account = useLikelySession()
  const cartId = useCartId()
  const kept = account?.cartId ?? null
  const isOther = account !== null && cartId !== null && cartId !== kept
  useEffect(() => {
    if (isOther) void joinCart(kept)
  }, [isOther, kept])
  return account
}
