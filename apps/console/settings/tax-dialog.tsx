import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { CheckRow } from '#apps/ui/choice.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { country } from '#apps/console/app/format.ts'
import { pricingQuery, type Pricing } from '#apps/console/settings/settings-queries.ts'

type Tax = Pricing['taxes'][string]

export const noTax: Tax = {
  name: 'VAT',
  included: true,
  rates: { standard: 0, reduced: 0, zero: 0 },
}

const classes = ['standard', 'reduced', 'zero'] as const
/** Basis points of one percent. */
const basis = 100

/** What one country takes. */
export function TaxDialog({
  code: known,
  tax,
  onClose,
}: {
  /** Null: it is asked for. */
  readonly code: string | null
  readonly tax: Tax
  readonly onClose: () => void
}) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const code = known ?? typed.trim().toUpperCase()
  const [name, setName] = useState(tax.name)
  const [isIncluded, setIncluded] = useState(tax.included)
  const [rates, setRates] = useState(() => ({
    standard: String(tax.rates.standard / basis),
    reduced: String(tax.rates.reduced / basis),
    zero: String(tax.rates.zero / basis),
  }))
  const isRead = classes.every((each) => /^\d{1,2}(?:\.\d{1,2})?$/.test(rates[each]))
  const rateOf = (each: (typeof classes)[number]) => Math.round(Number(rates[each]) * basis)
  const save = useMutation({
    mutationFn: () =>
      call('PUT /v1/admin/pricing', {
        body: {
          taxes: {
            [code]: {
              name: name.trim(),
              included: isIncluded,
              rates: {
                standard: rateOf('standard'),
                reduced: rateOf('reduced'),
                zero: rateOf('zero'),
              },
            },
          },
        },
      }),
    onSuccess: (saved) => {
      queries.setQueryData(pricingQuery().queryKey, saved)
      toast(`Taxes of ${country(code)} are changed`)
      onClose()
    },
  })
  return (
    <Confirm
      open
      {...{ onClose }}
      title={known === null ? 'Taxes of a country' : `Taxes of ${country(known)}`}
      act="Save the taxes"
      onAct={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
      canAct={isRead && name.trim() !== '' && /^[A-Z]{2}$/.test(code)}
    >
      {known === null ? (
        <TextField
          label="Country"
          hint="Two letters, such as NZ"
          maxLength={2}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} />
      <div className="grid grid-cols-3 gap-3">
        {classes.map((each) => (
          <TextField
            key={each}
            label={`${each.charAt(0).toUpperCase()}${each.slice(1)}, %`}
            inputMode="decimal"
            value={rates[each]}
            onChange={(event) => setRates({ ...rates, [each]: event.target.value })}
          />
        ))}
      </div>
      <CheckRow checked={isIncluded} onChange={(event) => setIncluded(event.target.checked)}>
        Prices contain it
      </CheckRow>
      <p className="text-sm text-soft">
        Orders that were placed keep the tax they were placed with.
      </p>
    </Confirm>
  )
}
