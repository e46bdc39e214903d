import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button, IconButton } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { isChanged } from '#apps/console/app/is-changed.ts'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { useLeaveGuard } from '#apps/console/app/use-leave-guard.tsx'
import { pricingQuery, zonesQuery, type Zone } from '#apps/console/settings/settings-queries.ts'
import { SettingsPage } from '#apps/console/settings/settings-tabs.tsx'
import {
  draftsOf,
  emptyRate,
  emptyZone,
  zonesOf,
  type RateDraft,
  type ZoneDraft,
} from '#apps/console/settings/zone-draft.ts'

const lead = 'Where the shop delivers, how, and at what price.'

export function ShippingPage() {
  const zones = useQuery(zonesQuery())
  const pricing = useQuery(pricingQuery())
  const error = zones.error ?? pricing.error
  if (zones.data !== undefined && pricing.data !== undefined)
    return <ZoneForm start={zones.data} currency={pricing.data.currency} />
  return (
    <SettingsPage {...{ lead }}>
      {error === null ? (
        <Skeleton className="h-96 rounded-2xl" />
      ) : (
        <QueryFailed {...{ error }} onRetry={zones.refetch} />
      )}
    </SettingsPage>
  )
}

type Currency = Zone['rates'][number]['prices'][number]['currency']

function ZoneForm({ start, currency }: { start: readonly Zone[]; currency: Currency }) {
  const may = useMay()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState(() => draftsOf(start))
  const [saved, setSaved] = useState(drafts)
  const guard = useLeaveGuard(isChanged(drafts, saved))
  const zones = zonesOf(drafts, currency)
  const isOpen = may('settings:write')
  const save = useMutation({
    mutationFn: ({ wanted }: { wanted: Zone[]; typed: readonly ZoneDraft[] }) =>
      call('PUT /v1/admin/shipping-zones', { body: { zones: wanted } }),
    onSuccess: (kept, { typed }) => {
      queries.setQueryData(zonesQuery().queryKey, kept.zones)
      setSaved(typed)
      toast('Shoppers see the new rates from now on')
    },
  })
  const change = (at: number, zone: ZoneDraft | null) =>
    setDrafts(drafts.flatMap((each, other) => (other === at ? (zone ?? []) : each)))
  return (
    <SettingsPage
      {...{ lead }}
      actions={
        isOpen ? (
          <Button
            size="small"
            busy={save.isPending}
            disabled={zones === null}
            onClick={() => zones !== null && save.mutate({ wanted: zones, typed: drafts })}
          >
            Save
          </Button>
        ) : undefined
      }
    >
      <fieldset disabled={!isOpen} className="space-y-4">
        {zones === null ? (
          <Notice look="warn" title="Something cannot be read">
            A zone needs a name and countries of two letters; a rate needs a title, a price and
            whole days.
          </Notice>
        ) : null}
        {save.error === null ? null : (
          <Notice look="bad" title="It was not saved">
            {troubleIn(save.error)}
          </Notice>
        )}
        {drafts.map((zone, at) => (
          <ZoneCard
            key={at}
            {...{ zone, currency }}
            onChange={(next) => change(at, next)}
            canRemove={drafts.length > 1}
          />
        ))}
        <Button look="plain" size="small" onClick={() => setDrafts([...drafts, emptyZone])}>
          Add a zone
        </Button>
      </fieldset>
      {guard}
    </SettingsPage>
  )
}

function ZoneCard({
  zone,
  currency,
  onChange,
  canRemove,
}: {
  readonly zone: ZoneDraft
  readonly currency: string
  readonly onChange: (zone: ZoneDraft | null) => void
  readonly canRemove: boolean
}) {
  const title = zone.name === '' ? 'New zone' : zone.name
  return (
    <section aria-label={title} className="rounded-2xl border border-line bg-card p-5">
      <div className="flex items-start gap-3">
        <div className="grid flex-1 gap-3 sm:grid-cols-[1fr_2fr]">
          <TextField
            label="Zone"
            value={zone.name}
            onChange={(event) => onChange({ ...zone, name: event.target.value })}
          />
          <TextField
            label="Countries"
            placeholder="Every other country"
            value={zone.countries}
            onChange={(event) => onChange({ ...zone, countries: event.target.value })}
          />
        </div>
        <IconButton
          icon="trash"
          label={`Remove the zone ${title}`}
          className="mt-6"
          disabled={!canRemove}
          onClick={() => onChange(null)}
        />
      </div>
      <ul className="mt-4 space-y-3">
        {zone.rates.map((rate, at) => (
          <li key={at} className="rounded-xl bg-sunken/60 p-3.5">
            <RateFields
              {...{ rate, currency }}
              canRemove={zone.rates.length > 1}
              onChange={(next) =>
                onChange({
                  ...zone,
                  rates: zone.rates.flatMap((each, other) => (other === at ? (next ?? []) : each)),
                })
              }
            />
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        size="small"
        className="mt-3"
        onClick={() => onChange({ ...zone, rates: [...zone.rates, emptyRate] })}
      >
        Add a rate to {title}
      </Button>
    </section>
  )
}

const fields = [
  ['title', 'Title'],
  ['code', 'Code'],
  ['price', 'Price'],
  ['freeFrom', 'Free from'],
  ['from', 'Days, at least'],
  ['to', 'Days, at most'],
] as const

function RateFields({
  rate,
  currency,
  canRemove,
  onChange,
}: {
  readonly rate: RateDraft
  readonly currency: string
  readonly canRemove: boolean
  readonly onChange: (rate: RateDraft | null) => void
}) {
  return (
    <div className="flex items-start gap-2">
      <div className="grid flex-1 grid-cols-2 items-end gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {fields.map(([name, label]) => (
          <TextField
            key={name}
            label={name === 'price' || name === 'freeFrom' ? `${label}, ${currency}` : label}
            value={rate[name]}
            onChange={(event) => onChange({ ...rate, [name]: event.target.value })}
          />
        ))}
      </div>
      <IconButton
        icon="close"
        label={`Remove the rate ${rate.title}`}
        className="mt-6"
        disabled={!canRemove}
        onClick={() => onChange(null)}
      />
    </div>
  )
}
