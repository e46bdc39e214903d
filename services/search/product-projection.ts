import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Projection } from '#kernel/service/projection.ts'
import { allProducts, type Product, type ProductSaved } from '#services/catalog/contract.ts'
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

async function apply(
  events: readonly StoredEvent[],
  cursor: string,
  { ports }: Context,
): Promise<void> {
  const latest = new Map(events.map((event) => [event.documentId, onSaleAfter(event)]))
  const shown = [...latest.values()].filter((product) => product !== null)
  const gone = [...latest].flatMap(([id, product]) => (product === null ? [id] : []))
  if (shown.length > 0) await ports.search.put(shown.map(searchEntry))
  if (gone.length > 0) await ports.search.remove(gone)
  await ports.search.setPosition(cursor)
}

function onSaleAfter({ type, data }: StoredEvent): Product | null {
  if (type !== 'catalog.product-saved') return null
  const { product } = data as unknown as ProductSaved
  return isOnSale(product) ? product : null
}

const isOnSale = ({ status }: Product): boolean => status === 'active'
