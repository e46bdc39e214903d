import { Link } from '@tanstack/react-router'
import { buttonClass } from '#apps/ui/button.tsx'

export interface Paged {
  /** As the API gave it: the page after another one. */
  readonly cursor?: string | undefined
  /** Counted from 1; only for people. */
  readonly page?: number | undefined
}

/** What stands in the address of a list that is read page by page. */
export function readPaged(given: Readonly<Record<string, unknown>>): Paged {
  const { cursor, page } = given
  if (typeof cursor !== 'string' || cursor === '') return {}
  return { cursor, ...(typeof page === 'number' && page > 1 ? { page } : {}) }
}

/** On to the next page; the browser's own way back leads to the one before. */
export function Pager({ paged, next }: { paged: Paged; next: string | null | undefined }) {
  const { cursor, page = 1 } = paged
  if (cursor === undefined && (next === null || next === undefined)) return null
  const look = buttonClass({ look: 'plain', size: 'small' })
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-between gap-3">
      <span className="text-sm text-soft">Page {page}</span>
      <span className="flex gap-2">
        {cursor === undefined ? null : (
          <Link
            to="."
            search={(now: object) => ({ ...now, cursor: undefined, page: undefined })}
            className={look}
          >
            First page
          </Link>
        )}
        {next === null || next === undefined ? null : (
          <Link
            to="."
            search={(now: object) => ({ ...now, cursor: next, page: page + 1 })}
            className={look}
          >
            Next page
          </Link>
        )}
      </span>
    </nav>
  )
}
