import type { Variant } from '#apps/storefront/product/variants.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** From this many units on, nobody needs to hurry. */
const fewMax = 5

export function StockWords({ variant: { available, buyable } }: { variant: Variant }) {
  const { product } = useWords()
  const [text, colour] = !buyable
    ? [product.soldOut, 'bad']
    : available === null
      ? [product.always, 'good']
      : available <= 0
        ? [product.backOrder, 'warn']
        : available <= fewMax
          ? [product.left(available), 'warn']
          : [product.inStock, 'good']
  const looks = { good: 'text-good', warn: 'text-warn', bad: 'text-bad' }[colour as 'good']
  return (
    <p role="status" className={`mt-6 flex items-center gap-2 font-medium ${looks}`}>
      <span aria-hidden="true" className="size-2 rounded-full bg-current" />
      {text}
    </p>
  )
}
