import type { ShopApi } from '#cli/shop/api.ts'
import type { Receipt } from '#cli/shop/receipt.ts'
import { buy, type Basket } from '#cli/shop/shopper.ts'

export interface CrowdOptions {
  /** One way into the shop per group of shoppers: a region each, or the front door for all. */
  readonly apis: readonly ShopApi[]
  readonly shoppers: number
  /** Purchases per shopper; until the signal when left out. */
  readonly purchasesEach?: number
  readonly basket: (number: number) => Basket
  /** Pause between two purchases of one shopper, milliseconds. */
  readonly pauseMs: number
  readonly signal: AbortSignal
  readonly onReceipt?: (receipt: Receipt) => void
}

/** Shoppers who buy again and again until the signal; returns every receipt once the last is done. */
export async function crowd(options: CrowdOptions): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  let count = 0
  const shopper = async (number: number): Promise<void> => {
    const api = options.apis[number % options.apis.length]
    if (api === undefined) throw new Error('a crowd needs a way into the shop')
    const mostly = options.purchasesEach ?? Number.POSITIVE_INFINITY
    for (let bought = 0; bought < mostly && !options.signal.aborted; bought += 1) {
      const receipt = await buy(api, options.basket((count += 1)))
      receipts.push(receipt)
      options.onReceipt?.(receipt)
      if (options.pauseMs > 0) {
        await new Promise((resolve) => setTimeout(resolve, options.pauseMs * (0.5 + Math.random())))
      }
    }
  }
  await Promise.all(Array.from({ length: options.shoppers }, (_, number) => shopper(number)))
  return receipts
}
