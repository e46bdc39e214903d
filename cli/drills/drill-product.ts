import { CatalogLoader } from '#cli/catalog-loader.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { Basket } from '#cli/shop/shopper.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

/** More than any drill can sell. */
const plenty = 1_000_000
const plentifulSkus = 8
/** One shopper in this many wants the scarce product. */
const scarceOneIn = 10
/** One card in this many is declined. */
const declinedOneIn = 25

export interface DrillProduct {
  readonly handle: string
  /** SKU → units on hand. */
  readonly units: ReadonlyMap<string, number>
  basket(number: number, onlyScarce: boolean): Basket
}

/** A product of the drill's own, so that no merchant's stock is touched. */
export async function furnish(
  store: StoreFile,
  run: string,
  scarceUnits: number,
): Promise<DrillProduct> {
  const handle = `drill-${run}`
  const scarce = `DRILL-${run}-SCARCE`
  const many = Array.from({ length: plentifulSkus }, (_, at) => `DRILL-${run}-${at}`)
  const units = new Map([
    ...many.map((sku) => [sku, plenty] as const),
    [scarce, scarceUnits] as const,
  ])
  const loader = new CatalogLoader(primaryUrl(store), asOperator(store), ({ outcome, detail }) => {
    if (outcome === 'refused') throw new Error(`the drill's product was refused: ${detail}`)
  })
  for (const [sku, onHand] of units) await loader.stock({ sku, onHand, backorder: false })
  await loader.product(productOf(handle, [...units.keys()], 'active'))
  await loader.finish()
  for (const { url } of store.regions) {
    await until(async () => (await fetch(`${url}/v1/products/${handle}`)).ok)
  }
  await until(async () => (await fetch(`${store.edge}/v1/products/${handle}`)).ok)
  return {
    handle,
    units,
    basket: (number, onlyScarce) => {
      if (onlyScarce) return { lines: [{ sku: scarce, quantity: 1 }], token: 'tok_visa' }
      const first = many[number % many.length] ?? scarce
      const second =
        number % scarceOneIn === 0 ? scarce : (many[(number * 3 + 1) % many.length] ?? scarce)
      return {
        lines: [
          { sku: first, quantity: 1 + (number % 2) },
          ...(second === first ? [] : [{ sku: second, quantity: 1 }]),
        ],
        token: number % declinedOneIn === 0 ? 'tok_declined' : 'tok_visa',
      }
    },
  }
}

/** Takes the product off sale; the orders keep what they say about it. */
export async function retire(store: StoreFile, { handle }: DrillProduct): Promise<void> {
  await fetch(`${primaryUrl(store)}/v1/admin/products/${handle}`, {
    method: 'DELETE',
    headers: asOperator(store),
  })
}

function primaryUrl(store: StoreFile): string {
  return store.regions[0]?.url ?? store.edge
}

function productOf(handle: string, skus: readonly string[], status: 'active'): ProductInput {
  return {
    handle,
    title: 'Drill product',
    descriptionHtml: '',
    vendor: 'Meridian',
    type: 'drill',
    tags: ['drill'],
    categories: [],
    collections: [],
    status,
    options: [{ name: 'Unit' }],
    variants: skus.map((sku, at) => ({
      sku,
      options: [sku],
      prices: [{ amount: 1_000 + at * 37, currency: 'SGD' }],
      grams: 100,
      weightUnit: 'g',
      tracked: true,
      requiresShipping: true,
      taxClass: 'standard',
    })),
    media: [],
    seo: { title: '', description: '' },
    fields: {},
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt += 1) {
    if (attempt === 100) throw new Error('the drill product did not go on sale')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
