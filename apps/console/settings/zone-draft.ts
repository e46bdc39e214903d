// Zones as they are being typed. Money is text until it is saved; what the form does not show is kept.

import { plainPrice, readPrice } from '#apps/console/app/format.ts'
import type { Rate, Zone } from '#apps/console/settings/settings-queries.ts'

export interface RateDraft {
  readonly code: string
  readonly title: string
  readonly price: string
  readonly freeFrom: string
  readonly from: string
  readonly to: string
  readonly kept: Rate | null
}

export interface ZoneDraft {
  readonly name: string
  /** Codes with commas between; empty for every other country. */
  readonly countries: string
  readonly rates: readonly RateDraft[]
}

export const emptyRate: RateDraft = {
  code: 'standard',
  title: 'Standard',
  price: '',
  freeFrom: '',
  from: '3',
  to: '5',
  kept: null,
}
export const emptyZone: ZoneDraft = { name: '', countries: '', rates: [emptyRate] }

export const draftsOf = (zones: readonly Zone[]): readonly ZoneDraft[] =>
  zones.map(({ name, countries, rates }) => ({
    name,
    countries: (countries ?? []).join(', '),
    rates: rates.map((kept) => ({
      code: kept.code,
      title: kept.title,
      price: kept.prices[0] === undefined ? '' : plainPrice(kept.prices[0]),
      freeFrom: kept.freeFrom?.[0] === undefined ? '' : plainPrice(kept.freeFrom[0]),
      from: String(kept.days.from),
      to: String(kept.days.to),
      kept,
    })),
  }))

/** Null when something cannot be read. */
export function zonesOf(
  drafts: readonly ZoneDraft[],
  currency: Rate['prices'][number]['currency'],
) {
  const zones: Zone[] = []
  for (const { name, countries, rates } of drafts) {
    const codes = countries
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((code) => code !== '')
    const read = rates.map((rate) => rateOf(rate, currency))
    if (name.trim() === '' || codes.some((code) => !/^[A-Z]{2}$/.test(code))) return null
    if (read.some((rate) => rate === null)) return null
    zones.push({
      name: name.trim(),
      countries: codes.length === 0 ? null : codes,
      rates: read.flatMap((rate) => rate ?? []),
    })
  }
  return zones
}

function rateOf(draft: RateDraft, own: Rate['prices'][number]['currency']): Rate | null {
  const { code, title, price, freeFrom, from, to, kept } = draft
  const currency = kept?.prices[0]?.currency ?? own
  const amount = readPrice(price, currency)
  const free = freeFrom.trim() === '' ? null : readPrice(freeFrom, currency)
  const isRead = /^\d+$/.test(from) && /^\d+$/.test(to) && title.trim() !== '' && code !== ''
  if (amount === null || !isRead || (freeFrom.trim() !== '' && free === null)) return null
  const { freeFrom: keptFree, ...rest } = kept ?? {}
  return {
    ...rest,
    code,
    title: title.trim(),
    prices: [{ amount, currency }, ...(kept?.prices.slice(1) ?? [])],
    ...(free === null
      ? {}
      : { freeFrom: [{ amount: free, currency }, ...(keptFree?.slice(1) ?? [])] }),
    days: { from: Number(from), to: Number(to) },
  }
}
