import { Link } from '@tanstack/react-router'
import { Button, buttonClass, IconButton } from '#apps/ui/button.tsx'
import { Empty, Notice } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import type { Cart } from '#apps/storefront/app/queries.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { closeCartDrawer, useCartDrawer } from '#apps/storefront/cart/cart-drawer-state.ts'
import { useCart, useSetLine } from '#apps/storefront/cart/cart.ts'
import { QuantityStepper } from '#apps/storefront/cart/quantity-stepper.tsx'
import { TaxLines } from '#apps/storefront/cart/tax-lines.tsx'
import { useFormat } from '#apps/storefront/words/format.ts'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

export function CartDrawer() {
  const open = useCartDrawer()
  const words = useWords()
  const { cart, isLoading, error, refetch } = useCart()
  const setLine = useSetLine()
  const isEmpty = cart === null || cart.lines.length === 0
  return (
    <Overlay
      {...{ open }}
      onClose={closeCartDrawer}
      from="right"
      title={words.cart.title}
      closeLabel={words.shop.close}
      footer={isEmpty ? undefined : <Sum cart={cart} />}
    >
      {isLoading ? (
        <LinesSkeleton />
      ) : error !== null && cart === null ? (
        <QueryFailed {...{ error }} onRetry={refetch} />
      ) : isEmpty ? (
        <Empty
          icon="bag"
          title={words.cart.empty}
          action={<Button onClick={closeCartDrawer}>{words.cart.goShopping}</Button>}
        >
          {words.cart.emptyAdvice}
        </Empty>
      ) : (
        <>
          {setLine.error === null ? null : (
            <div className="p-4">
              <Notice look="bad" title={words.trouble.title}>
                {troubleIn(setLine.error, words)}
              </Notice>
            </div>
          )}
          <ul className="divide-y divide-line px-5">
            {cart.lines.map((line) => (
              <Line
                key={line.sku}
                line={line}
                onChange={(quantity) => setLine.mutate({ sku: line.sku, quantity })}
              />
            ))}
          </ul>
        </>
      )}
    </Overlay>
  )
}

function Line({
  line,
  onChange,
}: {
  readonly line: Cart['lines'][number]
  readonly onChange: (quantity: number) => void
}) {
  const { cart } = useWords()
  const format = useFormat()
  const { sku, title, handle, options, image, quantity, unitPrice, total, available } = line
  const name = [title ?? sku, ...options].join(', ')
  return (
    <li className="flex gap-4 py-5">
      <div className="size-20 shrink-0 overflow-hidden rounded-xl bg-sunken">
        {image === null ? null : (
          <img src={image} alt="" width={80} height={80} className="size-full object-cover" />
        )}
      </div>
      <div className="min-w-0 flex-1">
        <div className="flex items-start justify-between gap-2">
          <div className="min-w-0">
            {handle === null ? (
              <p className="font-semibold">{title ?? sku}</p>
            ) : (
              <Link
                to="/products/$handle"
                params={{ handle }}
                search={{ sku }}
                onClick={closeCartDrawer}
                className="rounded-sm leading-snug font-semibold underline-offset-4 hover:underline"
              >
                {title}
              </Link>
            )}
            {options.length > 0 ? <p className="text-sm text-soft">{options.join(' · ')}</p> : null}
          </div>
          <IconButton
            icon="trash"
            label={cart.remove(name)}
            onClick={() => onChange(0)}
            className="-mt-2.5 -mr-2.5 text-soft"
          />
        </div>
        {available ? (
          <div className="mt-2.5 flex flex-wrap items-center justify-between gap-2">
            <QuantityStepper
              small
              label={cart.quantityOf(name)}
              value={quantity}
              onChange={onChange}
            />
            <p className="text-right">
              <span className="font-semibold tabular-nums">
                {total === null ? '' : format.price(total)}
              </span>
              {quantity > 1 && unitPrice !== null ? (
                <span className="block text-xs text-soft">
                  {cart.each(format.price(unitPrice))}
                </span>
              ) : null}
            </p>
          </div>
        ) : (
          <p className="mt-1 text-sm font-medium text-bad">{cart.gone}</p>
        )}
      </div>
    </li>
  )
}

function Sum({ cart }: { cart: Cart }) {
  const { cart: says } = useWords()
  const format = useFormat()
  return (
    <>
      {cart.subtotal === null ? null : (
        <dl className="space-y-1">
          <div className="flex justify-between text-lg font-semibold">
            <dt>{says.subtotal}</dt>
            <dd className="tabular-nums">{format.price(cart.subtotal)}</dd>
          </div>
          <TaxLines taxes={cart.taxes} included={cart.taxIncluded} />
        </dl>
      )}
      <p className="mt-1 text-sm text-soft">{says.shippingLater}</p>
      <Link
        to="/checkout"
        onClick={closeCartDrawer}
        className={`mt-4 w-full ${buttonClass({ size: 'large' })}`}
      >
        {says.checkout}
      </Link>
    </>
  )
}

function LinesSkeleton() {
  return (
    <div className="space-y-5 p-5">
      {[0, 1].map((at) => (
        <div key={at} className="flex gap-4">
          <Skeleton className="size-20 rounded-xl" />
          <div className="flex-1 space-y-2.5">
            <Skeleton className="h-5 w-3/4" />
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-8 w-1/2 rounded-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
