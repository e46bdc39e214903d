import { SelectField, TextField } from '#apps/ui/field.tsx'
import { addressRules } from '#apps/storefront/checkout/address-rules.ts'
import type { Draft, DraftErrors } from '#apps/storefront/checkout/draft.ts'
import { CountryOptions } from '#apps/storefront/preferences/country-options.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

/** The fields an address has in its country; what was typed stays when the country changes. */
export function AddressFields({
  draft,
  errors,
  onChange,
}: {
  readonly draft: Draft
  readonly errors: DraftErrors
  readonly onChange: (part: Partial<Draft>) => void
}) {
  const { checkout } = useWords()
  const { city, region, postal } = addressRules(draft.country)
  const bound = (name: keyof Draft) => ({
    name,
    value: draft[name],
    error: errors[name],
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  })
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <SelectField
        {...bound('country')}
        className="sm:col-span-6"
        autoComplete="country"
        label={checkout.country}
        onChange={({ target }) => onChange({ country: target.value, region: '', method: '' })}
      >
        <CountryOptions />
      </SelectField>
      <TextField
        {...bound('name')}
        className="sm:col-span-6"
        required
        autoComplete="name"
        label={checkout.name}
      />
      <TextField
        {...bound('line1')}
        className="sm:col-span-6"
        required
        autoComplete="address-line1"
        label={checkout.line1}
      />
      <TextField
        {...bound('line2')}
        className="sm:col-span-6"
        autoComplete="address-line2"
        label={checkout.line2}
      />
      {city === null ? null : (
        <TextField
          {...bound('city')}
          className={region === null ? 'sm:col-span-3' : 'sm:col-span-6'}
          required
          autoComplete="address-level2"
          label={checkout[city]}
        />
      )}
      {Array.isArray(region) ? (
        <SelectField
          {...bound('region')}
          className="sm:col-span-3"
          required
          autoComplete="address-level1"
          label={checkout.state}
        >
          <option value="">{checkout.chooseState}</option>
          {region.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
      ) : region === 'free' ? (
        <TextField
          {...bound('region')}
          className="sm:col-span-3"
          autoComplete="address-level1"
          label={checkout.province}
        />
      ) : null}
      <TextField
        {...bound('postalCode')}
        className="sm:col-span-3"
        required={postal.pattern !== null}
        autoComplete="postal-code"
        inputMode={postal.digitsOnly ? 'numeric' : 'text'}
        label={checkout[postal.label]}
      />
      <TextField
        {...bound('phone')}
        className={city === null ? 'sm:col-span-3' : 'sm:col-span-6'}
        type="tel"
        autoComplete="tel"
        label={checkout.phone}
      />
    </div>
  )
}
