import { useMutation } from '@tanstack/react-query'
import { Button } from '#apps/ui/button.tsx'
import type { Order } from '#apps/storefront/app/queries.ts'
import { openCartDrawer } from '#apps/storefront/cart/cart-drawer-state.ts'
import { newCartWith } from '#apps/storefront/cart/cart.ts'
import { PlaceTrouble } from '#apps/storefront/checkout/place-trouble.tsx'
import { Lines } from '#apps/storefront/checkout/summary.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

/** What was missing, and the rest again. */
export function SoldOut({ order }: { order: Order }) {
  const { order: says } = useWords()
  const missing = order.lines.filter(({ sku }) => order.soldOut.includes(sku))
  const rest = order.lines.filter(({ sku }) => !order.soldOut.includes(sku))
  const again = useMutation({ mutationFn: () => newCartWith(rest), onSuccess: openCartDrawer })
  if (missing.length === 0) return null
  return (
    <section className="space-y-4">
      <h2 className="display text-xl">{says.soldOut}</h2>
      <Lines lines={missing} />
      <PlaceTrouble error={again.error} />
      {rest.length === 0 ? null : (
        <Button busy={again.isPending} onClick={() => again.mutate()}>
          {says.again}
        </Button>
      )}
    </section>
  )
}
