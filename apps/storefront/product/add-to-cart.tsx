import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { openCartDrawer } from '#apps/storefront/cart/cart-drawer-state.ts'
import { useAddToCart } from '#apps/storefront/cart/cart.ts'
import { QuantityStepper } from '#apps/storefront/cart/quantity-stepper.tsx'
import type { Variant } from '#apps/storefront/product/variants.ts'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

export function AddToCart({ title, variant }: { title: string; variant: Variant }) {
  const words = useWords()
  const [quantity, setQuantity] = useState(1)
  const add = useAddToCart()
  const { sku, buyable, price, available } = variant
  const canBuy = buyable && price !== null
  return (
    <>
      <div className="mt-4 flex flex-wrap gap-3">
        <QuantityStepper
          label={words.product.quantity}
          value={quantity}
          max={available !== null && available > 0 ? available : undefined}
          disabled={!canBuy}
          onChange={setQuantity}
        />
        <Button
          size="large"
          className="flex-1"
          disabled={!canBuy}
          busy={add.isPending}
          onClick={() => add.mutate({ sku, quantity }, { onSuccess: openCartDrawer })}
        >
          {canBuy ? words.product.add : words.product.soldOut}
        </Button>
      </div>
      {add.error === null ? null : (
        <div className="mt-3">
          <Notice look="bad" title={words.trouble.title}>
            {troubleIn(add.error, words)}
          </Notice>
        </div>
      )}
      <span className="sr-only" role="status">
        {add.isSuccess ? words.product.added(title) : ''}
      </span>
    </>
  )
}
