import { askStaff } from '#cli/e2e/ask.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { buy } from '#cli/e2e/shopping.ts'
import type { StoreFile } from '#cli/running-store.ts'

const tooHeavyGrams = 80_000

/** A parcel that no carrier takes: its label becomes a dead letter after half a minute. */
export async function sendTooHeavy(store: StoreFile): Promise<void> {
  const { sku } = await putOnSale(store, { sku: 'E2E-ANVIL', grams: tooHeavyGrams }, 10)
  const { id } = await buy(store.edge, [{ sku, quantity: 1 }])
  await askStaff(store, 'POST', `orders/${id}/shipments`, {})
}

/** The region in which a dead letter waits. */
export async function regionWithLetter(store: StoreFile): Promise<string | null> {
  const { items } = await askStaff<{ items: { code: string; dead: number }[] }>(
    store,
    'GET',
    'operations/regions',
  )
  return items.find(({ dead }) => dead > 0)?.code ?? null
}
