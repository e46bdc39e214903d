import { currencies } from '#kernel/core/money.ts'
import { CurrencyCode, Strict, Type } from '#kernel/core/schema.ts'
import { command, query } from '#kernel/service/route.ts'
import {
  PriceSettings,
  PriceSettingsChange,
  priceSettingsId,
  pricesTag,
} from '#services/pricing/contract.ts'
import { currenciesIn } from '#services/pricing/convert.ts'
import { priceSettings } from '#services/pricing/price-settings.ts'
import { readSettings, settingsInForce } from '#services/pricing/queries.ts'

export const routes = [
  query({
    method: 'GET',
    path: '/v1/currencies',
    summary: 'List the currencies the shop sells in, its own first',
    response: Strict({
      items: Type.Array(
        Strict({
          currency: CurrencyCode,
          /** Digits after the point: 2 for SGD, 0 for JPY, 3 for BHD. */
          decimals: Type.Integer(),
        }),
      ),
    }),
    handle: async (_request, context) => ({
      items: currenciesIn(await settingsInForce(context)).map((currency) => ({
        currency,
        decimals: currencies[currency],
      })),
    }),
    cache: { maxAgeSeconds: 30, staleWhileRevalidateSeconds: 300, tags: () => [pricesTag] },
  }),
  query({
    method: 'GET',
    path: '/v1/admin/pricing',
    permission: 'settings:read',
    summary: 'Show currencies, rates, rounding and taxes',
    response: PriceSettings,
    handle: (_request, context) => readSettings(context),
  }),
  command({
    method: 'PUT',
    path: '/v1/admin/pricing',
    permission: 'settings:write',
    summary: 'Change currencies, rates, rounding or taxes',
    description:
      'Members left out stay as they are; `offers` is replaced as a whole. In `taxes`, countries ' +
      'left out stay as they are, and a country set to null goes back to the built-in table.',
    body: PriceSettingsChange,
    response: PriceSettings,
    aggregate: priceSettings,
    target: (_request, context) => priceSettingsId(context.homeFor('primary')),
    command: ({ body }) => ({ type: 'change-settings' as const, change: body }),
    answer: ({ state }) => state,
  }),
]
