import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { DataTable, type Column } from '#apps/ui/data-table.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { country, percent } from '#apps/console/app/format.ts'
import { isChanged } from '#apps/console/app/is-changed.ts'
import { Panel } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { useLeaveGuard } from '#apps/console/app/use-leave-guard.tsx'
import { pricingQuery, type Pricing } from '#apps/console/settings/settings-queries.ts'
import { noTax, TaxDialog } from '#apps/console/settings/tax-dialog.tsx'
import { SettingsPage } from '#apps/console/settings/settings-tabs.tsx'

const lead = 'The currencies the shop sells in, and the taxes of each country.'
const ppm = 1_000_000
const basis = 10_000

export function PricingPage() {
  const { data, error, refetch } = useQuery(pricingQuery())
  if (data !== undefined) return <PricingForm start={data} />
  return (
    <SettingsPage {...{ lead }}>
      {error === null ? (
        <Skeleton className="h-96 rounded-2xl" />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </SettingsPage>
  )
}

function PricingForm({ start }: { start: Pricing }) {
  const may = useMay()
  const queries = useQueryClient()
  const [rates, setRates] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      start.offers.map(({ currency, ratePpm }) => [currency, String(ratePpm / ppm)]),
    ),
  )
  const [saved, setSaved] = useState(rates)
  const guard = useLeaveGuard(isChanged(rates, saved))
  const [changing, setChanging] = useState<{ code: string | null; tax: Tax } | null>(null)
  const isOpen = may('settings:write')
  const flawed = Object.values(rates).some((text) => !(Number(text) > 0))
  const save = useMutation({
    mutationFn: (typed: typeof rates) =>
      call('PUT /v1/admin/pricing', {
        body: {
          offers: start.offers.map((offer) => ({
            ...offer,
            ratePpm: Math.round(Number(typed[offer.currency]) * ppm),
          })),
        },
      }),
    onSuccess: (kept, typed) => {
      queries.setQueryData(pricingQuery().queryKey, kept)
      setSaved(typed)
      toast('Prices follow the new rates in a moment')
    },
  })
  return (
    <SettingsPage
      {...{ lead }}
      actions={
        isOpen ? (
          <Button
            size="small"
            busy={save.isPending}
            disabled={flawed}
            onClick={() => save.mutate(rates)}
          >
            Save
          </Button>
        ) : undefined
      }
    >
      <div className="space-y-4">
        {save.error === null ? null : (
          <Notice look="bad" title="It was not saved">
            {troubleIn(save.error)}
          </Notice>
        )}
        <Panel title={`Exchange rates for 1 ${start.currency}`}>
          <fieldset disabled={!isOpen} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {start.offers.map(({ currency, rounding }) => (
              <TextField
                key={currency}
                label={currency}
                inputMode="decimal"
                value={rates[currency] ?? ''}
                error={Number(rates[currency]) > 0 ? undefined : 'A number above 0'}
                hint={`Rounded to every ${rounding.every}, ending in ${rounding.ending}`}
                onChange={(event) => setRates({ ...rates, [currency]: event.target.value })}
              />
            ))}
          </fieldset>
        </Panel>
        <Panel
          title="Taxes of the shop’s own"
          aside={
            isOpen ? (
              <Button
                look="plain"
                size="small"
                onClick={() => setChanging({ code: null, tax: noTax })}
              >
                Set those of a country
              </Button>
            ) : undefined
          }
        >
          {Object.keys(start.taxes).length === 0 ? (
            <p className="text-sm text-soft">
              None: the built-in table holds for every country. One that is set here takes its
              place.
            </p>
          ) : (
            <DataTable
              caption="Taxes by country"
              columns={columnsWith(isOpen ? ([code, tax]) => setChanging({ code, tax }) : null)}
              rows={Object.entries(start.taxes)}
              keyOf={([code]) => code}
            />
          )}
        </Panel>
      </div>
      {changing === null ? null : <TaxDialog {...changing} onClose={() => setChanging(null)} />}
      {guard}
    </SettingsPage>
  )
}

type Tax = Pricing['taxes'][string]
type TaxRow = readonly [string, Tax]

const columnsWith = (onOpen: ((row: TaxRow) => void) | null): readonly Column<TaxRow>[] => [
  { head: 'Country', cell: ([code]) => country(code) },
  { head: 'Tax', cell: ([, { name }]) => name },
  {
    head: 'Prices',
    from: 'sm',
    cell: ([, { included }]) => (included ? 'contain it' : 'come without it'),
  },
  { head: 'Standard', isNumber: true, cell: ([, { rates }]) => percent(rates.standard / basis, 1) },
  {
    head: 'Reduced',
    from: 'md',
    isNumber: true,
    cell: ([, { rates }]) => percent(rates.reduced / basis, 1),
  },
  ...(onOpen === null
    ? []
    : [
        {
          head: 'Change',
          cell: (row: TaxRow) => (
            <Button
              look="plain"
              size="small"
              aria-label={`Change taxes of ${country(row[0])}`}
              onClick={() => onOpen(row)}
            >
              Change
            </Button>
          ),
        },
      ]),
]
