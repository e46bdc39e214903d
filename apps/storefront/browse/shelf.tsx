import { Link } from '@tanstack/react-router'
import { Icon } from '#apps/ui/icon.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import type { ProductCard as Card } from '#apps/storefront/app/queries.ts'
import { ProductCard, ProductCardSkeleton } from '#apps/storefront/browse/product-card.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

/** One row of products with a title; null stands for what is still on its way. */
export function Shelf({
  title,
  description = '',
  cards,
  collection,
}: {
  readonly title: string | null
  readonly description?: string
  readonly cards: readonly Card[] | null
  /** Where to see all of them. */
  readonly collection?: string
}) {
  const { home } = useWords()
  if (cards?.length === 0) return null
  return (
    <section className="shop-width mt-16">
      <div className="mb-5 flex items-end justify-between gap-6">
        <div>
          {title === null ? (
            <Skeleton className="h-8 w-48" />
          ) : (
            <h2 className="display text-2xl">{title}</h2>
          )}
          {description === '' ? null : <p className="mt-1 text-soft">{description}</p>}
        </div>
        {collection === undefined || title === null ? null : (
          <Link
            to="/collections/$handle"
            params={{ handle: collection }}
            className="flex shrink-0 items-center gap-1 rounded-full py-1 font-semibold text-accent underline-offset-4 hover:underline"
          >
            {home.seeAll}
            <span className="sr-only">: {title}</span>
            <Icon name="right" className="size-4" />
          </Link>
        )}
      </div>
      <div className="grid grid-cols-2 gap-x-4 gap-y-8 md:gap-x-6 lg:grid-cols-4">
        {cards === null
          ? [0, 1, 2, 3].map((at) => <ProductCardSkeleton key={at} />)
          : cards.map((card) => <ProductCard key={card.id} card={card} level="h3" />)}
      </div>
    </section>
  )
}
