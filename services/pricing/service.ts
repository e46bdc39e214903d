import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import * as contract from '#services/pricing/contract.ts'
import { currenciesIn, priceIn } from '#services/pricing/convert.ts'
import { priceSettings } from '#services/pricing/price-settings.ts'
import { settingsInForce } from '#services/pricing/queries.ts'
import { quoteFor } from '#services/pricing/quote.ts'
import { routes } from '#services/pricing/routes.ts'

export const pricing = defineService({
  name: 'pricing',
  does: 'Says what a basket costs in a currency, with the taxes of the country it goes to.',
  aggregates: [aggregate(priceSettings)],
  routes,
  answers: [
    answers(contract.quote, async (basket, context) =>
      quoteFor(basket, await settingsInForce(context)),
    ),
    answers(contract.pricesIn, async ({ currency, prices }, context) => {
      const settings = await settingsInForce(context)
      return prices.map((list) => priceIn(currency, list, settings))
    }),
    answers(contract.currenciesOffered, async (_input, context) =>
      currenciesIn(await settingsInForce(context)),
    ),
  ],
  invalidates: { 'pricing.settings-changed': () => [contract.pricesTag] },
  refusals: contract.pricingRefusals.catalogue,
})
