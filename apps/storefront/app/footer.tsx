import { Link } from '@tanstack/react-router'
import { useConnection } from '#apps/ui/api/connection.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const link = 'rounded underline-offset-4 hover:underline'

export function Footer() {
  const { shop } = useWords()
  return (
    <footer className="mt-20 border-t border-line bg-sunken">
      <div className="shop-width flex flex-wrap items-end justify-between gap-x-10 gap-y-8 py-10">
        <div className="max-w-md">
          <p className="display text-xl">{shop.name}</p>
          <p className="mt-1 text-sm text-soft">{shop.sandbox}</p>
          <ul className="mt-5 flex flex-wrap gap-x-6 gap-y-2 text-sm font-medium">
            <li>
              <Link to="/about" className={link}>
                {shop.about}
              </Link>
            </li>
            <li>
              <a href="/docs" className={link}>
                {shop.docs}
              </a>
            </li>
            <li>
              <a href="/edge" className={link}>
                {shop.addresses}
              </a>
            </li>
          </ul>
        </div>
        <RegionBadge />
      </div>
    </footer>
  )
}

/** Which region answered last. */
export function RegionBadge() {
  const { region } = useConnection()
  const { connection } = useWords()
  if (region === null) return null
  const place = connection.places[region]
  return (
    <p
      data-region={region}
      className="inline-flex items-center gap-2 rounded-full border border-line bg-card px-3.5 py-1.5 text-sm"
    >
      <span aria-hidden="true" className="size-2 rounded-full bg-good" />
      {connection.region(place === undefined ? region : `${place} · ${region}`)}
    </p>
  )
}
