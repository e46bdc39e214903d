import { useQuery } from '@tanstack/react-query'
import { Button } from '#apps/ui/button.tsx'
import { ChoicePill } from '#apps/ui/choice.tsx'
import { SelectField } from '#apps/ui/field.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { currenciesQuery } from '#apps/storefront/app/queries.ts'
import { choosePricing } from '#apps/storefront/preferences/choose-pricing.ts'
import { CountryOptions } from '#apps/storefront/preferences/country-options.tsx'
import {
  languages,
  prefer,
  themes,
  usePreferences,
  type Language,
  languageCode,
} from '#apps/storefront/preferences/preferences.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { speak, troubleIn, useWords } from '#apps/storefront/words/words.ts'

export function PreferencesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords()
  const { preferences: says } = words
  return (
    <Overlay
      {...{ open, onClose }}
      from="centre"
      title={says.title}
      closeLabel={words.shop.close}
      footer={
        <Button onClick={onClose} className="w-full">
          {says.done}
        </Button>
      }
    >
      <div className="grid gap-6 p-5">
        <Languages />
        <div className="grid gap-5 sm:grid-cols-2">
          <Currencies />
          <Countries />
        </div>
        <Themes />
      </div>
    </Overlay>
  )
}

function Languages() {
  const { language } = usePreferences()
  const words = useWords()
  const choose = async (next: Language) => {
    prefer({ language: next })
    try {
      await speak(next)
    } catch {
      prefer({ language })
      toast(words.trouble.offline, 'bad')
    }
  }
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{words.preferences.language}</legend>
      <div className="flex flex-wrap gap-2">
        {(Object.entries(languages) as [Language, string][]).map(([code, name]) => (
          <ChoicePill
            key={code}
            name="language"
            value={code}
            checked={language === code}
            onChange={() => void choose(code)}
          >
            <span lang={languageCode(code)}>{name}</span>
          </ChoicePill>
        ))}
      </div>
    </fieldset>
  )
}

function Currencies() {
  const { currency } = usePreferences()
  const { data = [] } = useQuery(currenciesQuery())
  const words = useWords()
  const format = useFormat()
  const codes = [...new Set([currency, ...data.map((each) => each.currency as string)])].sort(
    (one, other) => rank(one) - rank(other),
  )
  return (
    <SelectField
      label={words.preferences.currency}
      value={currency}
      onChange={({ target }) => {
        choosePricing('currency', target.value).catch((error: unknown) =>
          toast(troubleIn(error, words), 'bad'),
        )
      }}
    >
      {codes.map((code) => (
        <option key={code} value={code}>
          {`${code} · ${format.currency(code)}`}
        </option>
      ))}
    </SelectField>
  )
}

function Countries() {
  const { country } = usePreferences()
  const words = useWords()
  return (
    <SelectField
      label={words.preferences.country}
      value={country}
      onChange={({ target }) => {
        choosePricing('country', target.value).catch((error: unknown) =>
          toast(troubleIn(error, words), 'bad'),
        )
      }}
    >
      <CountryOptions />
    </SelectField>
  )
}

function Themes() {
  const { theme } = usePreferences()
  const { preferences: says } = useWords()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{says.theme}</legend>
      <div className="flex flex-wrap gap-2">
        {themes.map((each) => (
          <ChoicePill
            key={each}
            name="theme"
            value={each}
            checked={theme === each}
            onChange={() => prefer({ theme: each })}
          >
            {says[each]}
          </ChoicePill>
        ))}
      </div>
    </fieldset>
  )
}

/** The three the shop prices by hand come first. */
function rank(currency: string): number {
  const first = ['SGD', 'AUD', 'USD'].indexOf(currency)
  return first === -1 ? 3 : first
}
