import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '#apps/ui/toast.tsx'
import { useActionKey } from '#apps/console/app/use-action-key.ts'
import { orderKey, type Order } from '#apps/console/orders/order-queries.ts'

/**
 * One thing done to an order. The key stays the same until the outcome is heard, so that doing it again after
 * an error has one effect.
 */
export function useOrderAction<Input>(
  order: Order,
  done: string,
  act: (input: Input, key: string) => Promise<Order>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const { key, ...outcome } = useActionKey()
  return useMutation({
    mutationFn: (input: Input) => act(input, key),
    onSuccess: (changed) => {
      queries.setQueryData(orderKey(order.id), changed)
      void queries.invalidateQueries({ queryKey: ['orders'] })
      outcome.onSuccess()
      toast(done)
      onDone()
    },
    onError: (error) => {
      outcome.onError(error)
      void queries.invalidateQueries({ queryKey: orderKey(order.id) })
    },
  })
}
