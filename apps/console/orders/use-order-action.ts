import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newKey } from '#apps/ui/api/key.ts'
import { ApiError } from '#apps/ui/api/problem.ts'
import { toast } from '#apps/ui/toast.tsx'
import { orderKey, type Order } from '#apps/console/orders/order-queries.ts'

/**
 * One thing done to an order. The key stays the same until it has worked, so that doing it again after an
 * error has one effect.
 */
export function useOrderAction<Input>(
  order: Order,
  done: string,
  act: (input: Input, key: string) => Promise<Order>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const [key, setKey] = useState(newKey)
  return useMutation({
    mutationFn: (input: Input) => act(input, key),
    onSuccess: (changed) => {
      queries.setQueryData(orderKey(order.id), changed)
      void queries.invalidateQueries({ queryKey: ['orders'] })
      setKey(newKey())
      toast(done)
      onDone()
    },
    // A no was heard: what is asked next is another thing. Without an answer it is the same thing again.
    onError: (error) => {
      if (error instanceof ApiError && error.problem.status !== 0) setKey(newKey())
    },
  })
}
