import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call, type Body } from '#apps/ui/api/client.ts'
import { isDefiniteNo } from '#apps/ui/api/definite-no.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { orderKey, queryClient, type Order } from '#apps/storefront/app/queries.ts'
import { rememberCart } from '#apps/storefront/cart/cart-id.ts'
import { keyFor, settle } from '#apps/storefront/checkout/attempts.ts'

/** A region that is lost is replaced within seconds; a shopper on a train may need longer. */
const patienceMs = 60_000
const waitSeconds = 8
/** What the shopper saw is no longer so: it is shown anew. */
const outdated = new Set(['orders.cart-changed', 'orders.total-changed', 'orders.not-for-sale'])

/** Places the order once, however often it is sent, and leads to its page. */
export function usePlaceOrder() {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (body: Body<'POST /v1/orders'>): Promise<Order> =>
      call('POST /v1/orders', {
        body,
        key: keyFor(body.cartId, body),
        wait: waitSeconds,
        patienceMs,
      }),
    onSuccess: async (order) => {
      queryClient.setQueryData(orderKey(order.id), order)
      settle(order.cartId)
      await navigate({ to: '/orders/$id', params: { id: order.id }, replace: true })
      rememberCart(null)
    },
    onError: async (error, { cartId }) => {
      if (!isDefiniteNo(error)) return
      settle(cartId)
      if (!outdated.has(codeOf(error) ?? '')) return
      await queryClient.invalidateQueries({ queryKey: ['cart', cartId] })
      await queryClient.invalidateQueries({ queryKey: ['checkout', cartId] })
    },
  })
}
