import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Button } from '#apps/ui/button.tsx'
import { CheckRow } from '#apps/ui/choice.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { FilterBar, FilterText } from '#apps/console/app/filter-bar.tsx'
import { count } from '#apps/console/app/format.ts'
import { Page } from '#apps/console/app/page.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import {
  stockQuery,
  type Stock,
  type StockSearch,
} from '#apps/console/inventory/inventory-queries.ts'
import { StockDialog } from '#apps/console/inventory/stock-dialog.tsx'

const route = getRouteApi('/inside/inventory')
const caption = 'Stock'

export function InventoryPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/inventory' })
  const may = useMay()
  const { data, error, refetch, isPlaceholderData } = useQuery(stockQuery(search))
  const [open, setOpen] = useState<string | null>(null)
  const ask = (change: StockSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change, cursor: undefined, page: undefined }) })
  const homes = [
    ...new Set((data?.items ?? []).flatMap(({ shares }) => shares.map(({ home }) => home))),
  ]
  const columns = columnsFor(homes.sort(), may('stock:write') ? setOpen : null)
  const opened = data?.items.find(({ sku }) => sku === open)
  return (
    <Page
      title="Inventory"
      lead="Each region sells its own share without asking anyone; the shares even out as they run low."
    >
      <FilterBar>
        <FilterText
          label="SKU begins with"
          value={search.sku ?? ''}
          onChange={(sku) => ask({ sku: sku === '' ? undefined : sku })}
        />
        <CheckRow
          checked={search.low ?? false}
          onChange={(event) => ask({ low: event.target.checked ? true : undefined })}
        >
          Only what runs low
        </CheckRow>
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.items.length > 0 ? (
        <DataTable
          {...{ caption, columns }}
          rows={data.items}
          keyOf={({ sku }) => sku}
          isStale={isPlaceholderData}
        />
      ) : (
        <Empty icon="stack" title={search.low === true ? 'Nothing runs low' : 'No stock fits'}>
          {search.low === true
            ? 'Every counted SKU has units enough.'
            : 'Stock appears once a SKU has been counted. SKUs are found by how they begin.'}
        </Empty>
      )}
      <Pager paged={search} next={data?.next} />
      {opened === undefined ? null : (
        <StockDialog key={opened.sku} stock={opened} onClose={() => setOpen(null)} />
      )}
    </Page>
  )
}

function columnsFor(
  homes: readonly string[],
  onOpen: ((sku: string) => void) | null,
): readonly Column<Stock>[] {
  return [
    {
      head: 'SKU',
      cell: ({ sku, tracked, backorder }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold [overflow-wrap:anywhere]">{sku}</span>
          {tracked ? null : <Badge>Not counted</Badge>}
          {backorder ? <Badge look="info">Back orders</Badge> : null}
        </span>
      ),
    },
    { head: 'Available', isNumber: true, cell: ({ available }) => <Units of={available} /> },
    { head: 'Promised', from: 'sm', isNumber: true, cell: ({ reserved }) => count(reserved) },
    ...homes.map((home): Column<Stock> => ({
      head: `In ${home}`,
      from: 'md',
      isNumber: true,
      cell: ({ shares }) => {
        const share = shares.find((each) => each.home === home)
        if (share === undefined) return '–'
        return share.frozen ? <Badge look="warn">Held back</Badge> : count(share.available)
      },
    })),
    ...(onOpen === null
      ? []
      : [
          {
            head: 'Change',
            cell: ({ sku }: Stock) => (
              <Button
                look="plain"
                size="small"
                aria-label={`Change ${sku}`}
                onClick={() => onOpen(sku)}
              >
                Change
              </Button>
            ),
          },
        ]),
  ]
}

const lowUnits = 10

function Units({ of }: { of: number }) {
  const look = of <= 0 ? 'text-bad' : of < lowUnits ? 'text-warn' : ''
  return <span className={`font-semibold ${look}`}>{of <= 0 ? 'none' : count(of)}</span>
}
