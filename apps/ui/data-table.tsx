import type { ReactNode } from 'react'
import { Skeleton } from '#apps/ui/skeleton.tsx'

const shownFrom = {
  always: '',
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
} as const

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** On narrower windows the column is left out; put what matters into the first one as well. */
  readonly from?: keyof typeof shownFrom
  readonly isNumber?: boolean
}

interface TableParts<Row> {
  /** Read out as the table's name. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
}

export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  isStale = false,
}: TableParts<Row> & {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Another page is on its way: these rows are shown until it is there. */
  readonly isStale?: boolean
}) {
  return (
    <Frame {...{ caption, columns }}>
      <tbody className={`transition-opacity ${isStale ? 'opacity-50' : ''}`}>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className="border-t border-line transition-colors hover:bg-sunken/50"
          >
            {columns.map((column) => (
              <td
                key={column.head}
                className={`px-3 py-2.5 align-middle sm:px-4 ${sideOf(column)}`}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Frame>
  )
}

export function TableSkeleton<Row>({
  caption,
  columns,
  rows = 8,
}: TableParts<Row> & { readonly rows?: number }) {
  return (
    <Frame {...{ caption, columns }}>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          <tr key={row} className="border-t border-line">
            {columns.map((column, position) => (
              <td key={column.head} className={`px-3 py-3.5 sm:px-4 ${sideOf(column)}`}>
                <Skeleton className={`h-4 ${position === 0 ? 'w-36' : 'w-20'} max-w-full`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Frame>
  )
}

function Frame<Row>({
  caption,
  columns,
  children,
}: TableParts<Row> & { readonly children: ReactNode }) {
  return (
    // A table that is wider than its window can be scrolled with the keyboard too.
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="overflow-x-auto rounded-2xl border border-line bg-card"
    >
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-left text-xs text-soft">
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={`px-3 py-2.5 font-semibold sm:px-4 whitespace-nowrap ${sideOf(column)}`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  )
}

function sideOf<Row>({ from = 'always', isNumber = false }: Column<Row>): string {
  return `${shownFrom[from]} ${isNumber ? 'text-right tabular-nums' : ''}`
}
