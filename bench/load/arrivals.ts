import type { ShopApi } from '#cli/shop/api.ts'
import type { Receipt } from '#cli/shop/receipt.ts'
import { buy, type Basket } from '#cli/shop/shopper.ts'

/**
 * Shoppers who come at a steady rate, whether or not those before them are done: a slow shop does
 * not slow them down, so the waiting that it causes is seen. Returns when the last one is done.
 */
export async function arrivals(options: {
  /** One way into the shop per region, taken in turn. */
  apis: readonly ShopApi[]
  perSecond: number
  forMs: number
  basket: (number: number) => Basket
}): Promise<Receipt[]> {
  const { apis, perSecond, forMs, basket } = options
  const purchases: Promise<Receipt>[] = []
  const startedAt = performance.now()
  for (let passed = 0; passed < forMs; passed = performance.now() - startedAt) {
    while (purchases.length < (passed / 1_000) * perSecond) {
      const number = purchases.length
      const api = apis[number % apis.length]
      if (api === undefined) throw new Error('arrivals need a way into the shop')
      purchases.push(buy(api, basket(number)))
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return Promise.all(purchases)
}
