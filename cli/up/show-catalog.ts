import { fetchedFrom } from '#cli/fetched.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { WorldControl } from '#cli/up/world-control.ts'

const everyMs = 50
const withinMs = 5_000

/**
 * Makes a catalogue that has just gone in visible at once: waits until every region lists it, then
 * drops what the front door may have kept from before, such as an empty list.
 */
export async function showCatalog(
  store: Pick<StoreFile, 'regions'>,
  world: Pick<WorldControl, 'purge'>,
): Promise<void> {
  const end = performance.now() + withinMs
  for (const { url } of store.regions) {
    const fetched = fetchedFrom(url)
    while (performance.now() < end) {
      const { items } = await fetched<{ items: unknown[] }>('/v1/products?limit=1')
      if (items.length > 0) break
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
  await world.purge('/v1/')
}
