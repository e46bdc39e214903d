import { useEffect } from 'react'
import { orderKey, queryClient, type Order } from '#apps/storefront/app/queries.ts'

const reopenMs = 2_000

/** Keeps the order's entry in the cache as the platform has it, until nothing more can happen to it. */
export function useFollowedOrder(id: string, isOver: boolean): void {
  useEffect(() => {
    if (isOver) return undefined
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource(`/v1/orders/${encodeURIComponent(id)}/events`)
      source.addEventListener('order', ({ data }: MessageEvent<string>) => {
        show(id, JSON.parse(data) as Order)
      })
      source.addEventListener('error', () => {
        // The browser opens a broken stream again by itself, but gives up on one that was refused.
        if (source?.readyState !== EventSource.CLOSED) return
        clearTimeout(timer)
        timer = setTimeout(open, reopenMs)
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      source?.close()
    }
  }, [id, isOver])
}

/** News may arrive after what a request has answered meanwhile: the newer version stays. */
export function show(id: string, order: Order): void {
  queryClient.setQueryData<Order>(orderKey(id), (known) =>
    known !== undefined && known.version > order.version ? known : order,
  )
}
