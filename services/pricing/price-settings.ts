import type { Decider, Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  keepPricingEvents,
  pricingRefusals,
  type CurrencyOffer,
  type PriceSettings,
  type PriceSettingsChange,
  type SettingsChanged,
} from '#services/pricing/contract.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'

export interface ChangeSettings {
  readonly type: 'change-settings'
  readonly at: Instant
  readonly change: PriceSettingsChange
}

export const priceSettings = defineAggregate<PriceSettings, ChangeSettings, SettingsChanged>({
  kind: 'price-settings',
  prefix: 'pst',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepPricingEvents,
  decider: { initial: defaultSettings, decide, evolve: (_state, { settings }) => settings },
  indexes: {},
})

function decide(
  state: PriceSettings,
  { change }: ChangeSettings,
): ReturnType<Decider<PriceSettings, ChangeSettings, SettingsChanged>['decide']> {
  if (change.currency !== undefined && change.currency !== state.currency && !change.offers) {
    return pricingRefusals.ratesMissing(
      `The rates known are for ${state.currency}, not ${change.currency}.`,
      '/offers',
    )
  }
  const settings: PriceSettings = {
    currency: change.currency ?? state.currency,
    country: change.country ?? state.country,
    offers: change.offers ?? state.offers,
    taxes: withTaxes(state.taxes, change.taxes ?? {}),
  }
  const flaw = offersFlaw(settings)
  if (flaw) return flaw
  return sameData(state, settings) ? [] : [{ type: 'pricing.settings-changed', settings }]
}

function withTaxes(
  taxes: PriceSettings['taxes'],
  changes: NonNullable<PriceSettingsChange['taxes']>,
): PriceSettings['taxes'] {
  const merged = Object.entries({ ...taxes, ...changes })
  return Object.fromEntries(merged.flatMap(([country, tax]) => (tax ? [[country, tax]] : [])))
}

function offersFlaw({ currency, offers }: PriceSettings): Refusal | null {
  for (const [position, offer] of offers.entries()) {
    const at = `/offers/${position}`
    if (offer.currency === currency) {
      return pricingRefusals.ownCurrencyOffered(`${currency} is the shop's own.`, at)
    }
    if (isRepeated(offers, position)) {
      return pricingRefusals.duplicateOffer(`${offer.currency} stands twice.`, at)
    }
    if (offer.rounding.ending >= offer.rounding.every) {
      return pricingRefusals.endingTooLarge(
        `${offer.currency} rounds every ${offer.rounding.every} with the ending ${offer.rounding.ending}.`,
        `${at}/rounding/ending`,
      )
    }
  }
  return null
}

function isRepeated(offers: readonly CurrencyOffer[], position: number): boolean {
  const { currency } = offers[position] ?? {}
  return offers.findIndex((offer) => offer.currency === currency) < position
}
