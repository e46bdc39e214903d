import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { buttonClass } from '#apps/ui/button.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { homeQuery } from '#apps/storefront/app/queries.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { Shelf } from '#apps/storefront/browse/shelf.tsx'
import { ForYou } from '#apps/storefront/home/for-you.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { useWords } from '#apps/storefront/words/words.ts'
import type { Answer } from '#apps/ui/api/client.ts'

type Home = Answer<'GET /v1/home'>

const collagePictures = 3
const onShelf = 4

export function HomePage() {
  const { currency } = usePreferences()
  const words = useWords()
  const { data: newest, error, refetch } = useQuery(homeQuery(currency))
  const data = useDeferredValue(newest)
  if (error !== null && data === undefined) return <QueryFailed {...{ error }} onRetry={refetch} />
  return (
    <>
      <PageHead title={words.shop.tagline} />
      <Hero home={data} />
      <Categories categories={data?.categories} />
      {data === undefined ? (
        <Shelf title={null} cards={null} />
      ) : (
        data.collections.map(({ collection, products }) => (
          <Shelf
            key={collection.handle}
            title={collection.title}
            description={collection.description}
            cards={products.slice(0, onShelf)}
            collection={collection.handle}
          />
        ))
      )}
      <ForYou />
      <Promises />
    </>
  )
}

function Hero({ home }: { home: Home | undefined }) {
  const { home: says } = useWords()
  const [first] = home?.collections ?? []
  const pictures = picturesIn(home)
  return (
    <section className="bg-sunken">
      <div className="shop-width grid items-center gap-x-12 gap-y-8 py-10 md:grid-cols-[1.05fr_1fr] md:py-14">
        <div>
          <h1 className="display text-4xl md:text-[3.6rem] md:leading-[1.04]">{says.title}</h1>
          <p className="mt-4 max-w-lg text-lg text-soft">{says.lead}</p>
          <Link
            to="/collections/$handle"
            params={{ handle: first?.collection.handle ?? 'new-arrivals' }}
            className={`mt-7 ${buttonClass({ size: 'large' })}`}
          >
            {says.look}
          </Link>
        </div>
        <div className="grid grid-cols-[1.55fr_1fr] grid-rows-2 gap-3 md:gap-4">
          {pictures.length === 0
            ? [0, 1, 2].map((at) => (
                <Skeleton key={at} className={`bg-line! ${collageShape(at)}`} />
              ))
            : pictures.map(({ handle, image }, at) => (
                <Link
                  key={handle}
                  to="/products/$handle"
                  params={{ handle }}
                  className={`overflow-hidden bg-line ${collageShape(at)}`}
                >
                  <img
                    src={image.url}
                    alt={image.alt}
                    width={400}
                    height={400}
                    fetchPriority={at === 0 ? 'high' : 'auto'}
                    className="size-full object-cover transition-transform duration-700 ease-out hover:scale-105"
                  />
                </Link>
              ))}
        </div>
      </div>
    </section>
  )
}

/** One of each collection, rather one that its shelf below does not show. */
function picturesIn(home: Home | undefined) {
  const shown = (home?.collections ?? []).flatMap(({ products }) => {
    const pictured = products.flatMap(({ handle, image }) => (image ? [{ handle, image }] : []))
    return pictured.slice(onShelf).concat(pictured).slice(0, collagePictures)
  })
  const first = home?.collections.map((_, at) => shown[at * collagePictures]) ?? []
  const all = [...first, ...shown].flatMap((each) => each ?? [])
  return all
    .filter(({ handle }, at) => all.findIndex((other) => other.handle === handle) === at)
    .slice(0, collagePictures)
}

const collageShape = (at: number): string =>
  at === 0 ? 'row-span-2 aspect-[1/1.16] rounded-3xl' : 'rounded-3xl min-h-0 h-full'

function Categories({ categories }: { categories: Home['categories'] | undefined }) {
  const { home: says } = useWords()
  return (
    <section className="shop-width mt-14" aria-labelledby="shelves">
      <h2 id="shelves" className="display text-2xl">
        {says.shelves}
      </h2>
      <ul className="mt-5 grid grid-cols-2 gap-3 sm:grid-cols-3 md:gap-4 lg:grid-cols-5">
        {categories === undefined
          ? Array.from({ length: 10 }, (_, at) => (
              <li key={at}>
                <Skeleton className="h-16 rounded-2xl md:h-21" />
              </li>
            ))
          : categories.map(({ handle, title, image }) => (
              <li key={handle}>
                <Link
                  to="/categories/$handle"
                  params={{ handle }}
                  className="flex h-16 items-center gap-2.5 overflow-hidden rounded-2xl border border-line bg-card pr-2 transition-colors hover:border-strong-line md:h-21 md:gap-3.5"
                >
                  {image === undefined ? null : (
                    <img
                      src={image}
                      alt=""
                      width={84}
                      height={84}
                      loading="lazy"
                      className="h-full w-14 object-cover md:w-21"
                    />
                  )}
                  <span className="min-w-0 text-sm leading-tight font-semibold md:text-base">
                    {title}
                  </span>
                </Link>
              </li>
            ))}
      </ul>
    </section>
  )
}

function Promises() {
  const { home: says } = useWords()
  return (
    <section className="shop-width mt-20">
      <ul className="grid gap-x-10 gap-y-6 rounded-3xl bg-accent-soft px-6 py-8 md:grid-cols-3 md:px-10 md:py-10">
        {says.promises.map(([title, text]) => (
          <li key={title}>
            <h2 className="display text-xl">{title}</h2>
            <p className="mt-1.5 text-soft">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
