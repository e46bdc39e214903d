import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Projection } from '#kernel/service/projection.ts'
import { allProducts, productsById, type Product } from '#services/catalog/contract.ts'
import { searchEntry } from '#services/search/search-entry.ts'

const rebuildPage = 100

export const productProjection: Projection = {
  name: 'search.products',
  on: ['catalog.product-saved', 'catalog.product-removed'],
  position: ({ ports }) => ports.search.position(),
  rebuild,
  apply,
}

async function rebuild(context: Context): Promise<void> {
  await context.ports.search.clear()
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(cursor, context)
    await context.ports.search.put(page.items.filter(isOnSale).map(searchEntry))
    cursor = page.next
  } while (cursor !== null)
}

function pageAfter(cursor: string | null, context: Context) {
  return context.ask(allProducts, { limit: rebuildPage, ...(cursor === null ? {} : { cursor }) })
}

/** Puts in what a product is by now, which later events then find there already. */
async function apply(
  events: readonly StoredEvent[],
  cursor: string,
  context: Context,
): Promise<void> {
  const { ports } = context
  const ids = [...new Set(events.map(({ documentId }) => documentId))]
  const shown = (await context.ask(productsById, { ids })).filter(isOnSale)
  const onSale = new Set(shown.map(({ id }) => id))
  const gone = ids.filter((id) => !onSale.has(id))
  if (shown.length > 0) await ports.search.put(shown.map(searchEntry))
  if (gone.length > 0) await ports.search.remove(gone)
  await ports.search.setPosition(cursor)
}

const isOnSale = ({ status }: Product): boolean => status === 'active'
