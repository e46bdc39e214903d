import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '#apps/ui/button.tsx'
import { DataTable, type Column } from '#apps/ui/data-table.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { count } from '#apps/console/app/format.ts'
import { Panel } from '#apps/console/app/page.tsx'
import { saveFile } from '#apps/console/app/save-file.ts'

interface Notice {
  readonly line: number | null
  readonly handle: string | null
  readonly reason: string
}

export interface ImportReport {
  readonly products: Readonly<Record<'created' | 'updated' | 'unchanged' | 'refused', number>>
  readonly stock: number
  readonly refused: readonly Notice[]
  readonly warnings: readonly Notice[]
  readonly seconds: number
}

const shownMax = 200
const figures = ['created', 'updated', 'unchanged'] as const

/** What became of a file, row by row where something is to be said. */
export function ImportOutcome({ name, report }: { name: string; report: ImportReport }) {
  const { products, stock, refused, warnings, seconds } = report
  return (
    <div className="space-y-4">
      <Panel
        title={`${name} is read`}
        aside={
          <span className="flex flex-wrap gap-2">
            <Button
              look="plain"
              size="small"
              onClick={() =>
                saveFile('import-report.json', 'application/json', JSON.stringify(report, null, 2))
              }
            >
              <Icon name="download" className="size-4" />
              Save the report
            </Button>
            <Link to="/products" className={buttonClass({ size: 'small' })}>
              See the products
            </Link>
          </span>
        }
      >
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-5">
          {figures.map((figure) => (
            <Figure key={figure} name={figure} value={products[figure]} />
          ))}
          <Figure name="stock levels" value={stock} />
          <Figure name="refused" value={refused.length} isBad={refused.length > 0} />
        </dl>
        <p className="mt-4 text-sm text-soft">It took {seconds} s.</p>
      </Panel>
      <Rows title="Refused" of={refused} />
      <Rows title="Taken with a change" of={warnings} />
    </div>
  )
}

function Figure({ name, value, isBad = false }: { name: string; value: number; isBad?: boolean }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-soft first-letter:uppercase">{name}</dt>
      <dd className={`display text-2xl tabular-nums ${isBad ? 'text-bad' : ''}`}>{count(value)}</dd>
    </div>
  )
}

const columns: readonly Column<Notice>[] = [
  { head: 'Line', cell: ({ line }) => line ?? '–' },
  { head: 'Product', from: 'sm', cell: ({ handle }) => handle ?? '–' },
  { head: 'Why', cell: ({ reason }) => reason },
]

function Rows({ title, of }: { title: string; of: readonly Notice[] }) {
  if (of.length === 0) return null
  return (
    <Panel title={`${title}: ${count(of.length)}`}>
      <DataTable
        caption={title}
        {...{ columns }}
        rows={of.slice(0, shownMax)}
        keyOf={({ line, handle, reason }) => `${line} ${handle} ${reason}`}
      />
      {of.length > shownMax ? (
        <p className="mt-3 text-sm text-soft">
          The first {shownMax}; the saved report has all of them.
        </p>
      ) : null}
    </Panel>
  )
}
