import { Link } from '@tanstack/react-router'
import type { Category } from '#apps/storefront/app/queries.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** The way from the front page; the page itself is its heading. */
export function Crumbs({ trail }: { trail: readonly Pick<Category, 'handle' | 'title'>[] }) {
  const { shop, product } = useWords()
  const link = 'rounded underline-offset-4 hover:text-ink hover:underline'
  return (
    <nav aria-label={product.crumbs}>
      <ol className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
        <li>
          <Link to="/" className={link}>
            {shop.home}
          </Link>
        </li>
        {trail.map(({ handle, title }) => (
          <li key={handle} className="flex items-center gap-2">
            <span aria-hidden="true">/</span>
            <Link to="/categories/$handle" params={{ handle }} className={link}>
              {title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
