import { Link } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import type { ProductCard as Card } from '#apps/storefront/app/queries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function ProductCard({
  card,
  level = 'h2',
  eager = false,
}: {
  readonly card: Card
  /** One below the heading it stands under. */
  readonly level?: 'h2' | 'h3'
  /** It is in sight at once. */
  readonly eager?: boolean
}) {
  const Heading = level
  const { handle, title, vendor, image, price, compareAt, options } = card
  const { browse, product } = useWords()
  const format = useFormat()
  const from = format.price(price.from)
  const [first] = options
  return (
    <article className="group relative flex min-w-0 flex-col">
      <div className="relative aspect-square overflow-hidden rounded-2xl bg-sunken">
        {image === null ? null : (
          <img
            src={image.url}
            alt=""
            width={400}
            height={400}
            loading={eager ? 'eager' : 'lazy'}
            decoding="async"
            className="size-full object-cover transition-transform duration-500 ease-out group-hover:scale-[1.035]"
          />
        )}
        {compareAt === null ? null : (
          <span className="absolute top-2.5 left-2.5 rounded-full bg-card px-2.5 py-0.5 text-xs font-semibold text-warm">
            {browse.sale}
          </span>
        )}
      </div>
      <Heading className="mt-3 leading-snug font-semibold">
        <Link
          to="/products/$handle"
          params={{ handle }}
          className="rounded-sm outline-none after:absolute after:inset-0 after:rounded-2xl focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
        >
          {title}
        </Link>
      </Heading>
      <p className="mt-0.5 text-sm text-soft">{product.by(vendor)}</p>
      <p className="mt-1.5 flex flex-wrap items-baseline gap-x-2">
        <span className={`font-semibold ${compareAt === null ? '' : 'text-warm'}`}>
          {price.from.amount === price.to.amount ? from : browse.from(from)}
        </span>
        {compareAt === null ? null : (
          <s className="text-sm text-soft">
            <span className="sr-only">{browse.was} </span>
            {format.price(compareAt)}
          </s>
        )}
        {first !== undefined && first.values.length > 1 ? (
          <span className="ml-auto text-xs text-soft max-sm:hidden">
            {browse.options(first.values.length, first.name)}
          </span>
        ) : null}
      </p>
    </article>
  )
}

export function ProductCardSkeleton() {
  return (
    <div>
      <Skeleton className="aspect-square rounded-2xl" />
      <Skeleton className="mt-3 h-5 w-4/5" />
      <Skeleton className="mt-2 h-4 w-1/2" />
      <Skeleton className="mt-2.5 h-5 w-1/3" />
    </div>
  )
}

/** As many as a page is likely to show at first. */
export function ProductGridSkeleton({ count = 12 }: { count?: number }) {
  const { shop } = useWords()
  return (
    <div className="product-grid">
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      {Array.from({ length: count }, (_, at) => (
        <ProductCardSkeleton key={at} />
      ))}
    </div>
  )
}
