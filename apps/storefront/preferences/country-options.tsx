import { useMemo } from 'react'
import { countryCodes, nearCountries } from '#apps/storefront/preferences/countries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'

/** The options of a select: the nearest first, then all by name. */
export function CountryOptions() {
  const format = useFormat()
  const others = useMemo(
    () =>
      countryCodes
        .filter((code) => !nearCountries.includes(code))
        .map((code) => ({ code, name: format.country(code) }))
        .sort((one, other) => one.name.localeCompare(other.name)),
    [format],
  )
  return (
    <>
      {nearCountries.map((code) => (
        <option key={code} value={code}>
          {format.country(code)}
        </option>
      ))}
      <hr />
      {others.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  )
}
