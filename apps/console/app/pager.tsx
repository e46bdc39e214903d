import { Link } from '@tanstack/react-router'
import type { Paged } from '#apps/console/app/paged.ts'
import { buttonClass } from '#apps/ui/button.tsx'

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
