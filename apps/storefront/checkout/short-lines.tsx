import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import type { Cart, Checkout } from '#apps/storefront/app/queries.ts'
import { useSetLine } from '#apps/storefront/cart/cart.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** Lines that ask for more than there is, each with the way out. */
export function ShortLines({ cart, short }: { cart: Cart; short: Checkout['short'] }) {
  const { checkout } = useWords()
  const setLine = useSetLine()
  const found = short.flatMap(({ sku, available }) => {
    const line = cart.lines.find((each) => each.sku === sku)
    return line !== undefined && line.quantity > available ? [{ line, available }] : []
  })
  return found.map(({ line: { sku, title }, available }) => (
    <Notice
      key={sku}
      look="warn"
      title={checkout.short(title ?? sku, available)}
      action={
        <Button
          look="plain"
          size="small"
          busy={setLine.isPending}
          onClick={() => setLine.mutate({ sku, quantity: available })}
        >
          {checkout.shortTake(available)}
        </Button>
      }
    />
  ))
}
