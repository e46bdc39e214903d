import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { settle, unsettledCart } from '#apps/storefront/checkout/attempts.ts'

/**
 * An order was sent, and the page was closed or reloaded before its outcome was heard. If there is one by now, the
 * shopper is led to it; otherwise the checkout goes on.
 * @returns whether this is still being found out
 */
export function useUnheardOrder(): boolean {
  const navigate = useNavigate()
  const cartId = unsettledCart()
  const { data, isPending } = useQuery({
    queryKey: ['unheard', cartId],
    enabled: cartId !== null,
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const { orderId } = await call('GET /v1/carts/{id}', { params: { id: cartId ?? '' }, signal })
      return { orderId }
    },
  })
  const orderId = data?.orderId ?? null
  useEffect(() => {
    if (orderId === null || cartId === null) return
    settle(cartId)
    void navigate({ to: '/orders/$id', params: { id: orderId }, replace: true })
  }, [orderId, cartId, navigate])
  return cartId !== null && (isPending || orderId !== null)
}
