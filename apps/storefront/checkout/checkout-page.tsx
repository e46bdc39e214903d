import { Link } from '@tanstack/react-router'
import { buttonClass } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { useCart } from '#apps/storefront/cart/cart.ts'
import { CheckoutForm } from '#apps/storefront/checkout/checkout-form.tsx'
import { CheckoutSkeleton } from '#apps/storefront/checkout/checkout-skeleton.tsx'
import { useUnheardOrder } from '#apps/storefront/checkout/use-unheard-order.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function CheckoutPage() {
  const { checkout } = useWords()
  return (
    <div className="shop-width pt-6 md:pt-10">
      <PageHead title={checkout.title} hidden />
      <h1 className="display text-3xl md:text-4xl">{checkout.title}</h1>
      <Content />
    </div>
  )
}

function Content() {
  const words = useWords()
  const isFindingOut = useUnheardOrder()
  const { cart, isLoading, error, refetch } = useCart()
  if (isLoading || isFindingOut) return <CheckoutSkeleton />
  if (cart !== null && cart.lines.length > 0) return <CheckoutForm cart={cart} />
  if (error !== null) return <QueryFailed {...{ error }} onRetry={refetch} />
  return (
    <Empty
      icon="bag"
      title={words.cart.empty}
      action={
        <Link to="/" className={buttonClass()}>
          {words.cart.goShopping}
        </Link>
      }
    >
      {words.cart.emptyAdvice}
    </Empty>
  )
}
