import type { Refusal } from '#kernel/core/decider.ts'
import type { Context } from '#kernel/service/context.ts'
import {
  catalogRefusals,
  productId,
  type Product,
  type ProductInput,
} from '#services/catalog/contract.ts'
import { skuPrefix } from '#services/catalog/product-indexes.ts'
import { product } from '#services/catalog/product.ts'

/** Keys of one look-up: an import must leave room for shoppers. */
const lookupMax = 500

/** The products that hold each SKU; of several, the one created first stands first. */
export async function skuOwners(
  skus: readonly string[],
  context: Context,
): Promise<ReadonlyMap<string, readonly Product[]>> {
  const owners = new Map<string, readonly Product[]>(skus.map((sku) => [sku, []]))
  const byKey = new Map([...owners.keys()].map((sku) => [skuPrefix(sku), sku]))
  const keys = [...byKey.keys()]
  for (let from = 0; from < keys.length; from += lookupMax) {
    const some = keys.slice(from, from + lookupMax)
    for (const { key, document } of await context.find(product, 'sku', some)) {
      const sku = byKey.get(key)
      if (sku === undefined || document.state.is !== 'kept') continue
      owners.set(sku, [...(owners.get(sku) ?? []), document.state.product].sort(byAge))
    }
  }
  return owners
}

const byAge = (one: Product, other: Product): number => (orderOf(one) < orderOf(other) ? -1 : 1)

const orderOf = ({ createdAt, id }: Product): string => `${createdAt} ${id}`

/**
 * For each product, the refusal when one of its SKUs belongs to another, in the catalog or earlier
 * in the list. SKUs that a product already holds are its own and cost no look-up.
 */
export async function takenSkus(
  inputs: readonly ProductInput[],
  context: Context,
): Promise<readonly (Refusal | null)[]> {
  const primary = context.homeFor('primary')
  const stored = await context.readMany(
    product,
    inputs.map(({ handle }) => productId(handle, primary)),
  )
  const own = new Set(
    stored.flatMap(({ state }) =>
      state.is === 'kept'
        ? state.product.variants.map(({ sku }) => claim(state.product.handle, sku))
        : [],
    ),
  )
  const unclear = inputs.flatMap(({ handle, variants }) =>
    variants.map(({ sku }) => sku).filter((sku) => !own.has(claim(handle, sku))),
  )
  const owners = await skuOwners(unclear, context)
  const claimed = new Map<string, string>()
  return inputs.map((input) => {
    const taken = firstTaken(input, (sku) => {
      if (own.has(claim(input.handle, sku))) return undefined
      const holders = [claimed.get(sku), owners.get(sku)?.[0]?.handle]
      return holders.find((handle) => handle !== undefined && handle !== input.handle)
    })
    if (taken) return taken
    for (const { sku } of input.variants) claimed.set(sku, input.handle)
    return null
  })
}

const claim = (handle: string, sku: string): string => `${handle}\u001f${sku}`

function firstTaken(
  { variants }: ProductInput,
  ownerOf: (sku: string) => string | undefined,
): Refusal | null {
  for (const [position, { sku }] of variants.entries()) {
    const owner = ownerOf(sku)
    if (owner !== undefined) {
      return catalogRefusals.skuTaken(
        `"${sku}" belongs to "${owner}".`,
        `/variants/${position}/sku`,
      )
    }
  }
  return null
}
