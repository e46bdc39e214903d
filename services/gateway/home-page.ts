import type { Static } from '#kernel/core/schema.ts'
import type { Context } from '#kernel/service/context.ts'
import { categoryTree, collectionPreviews } from '#services/catalog/contract.ts'
import type { HomePage } from '#services/gateway/contract.ts'

export const shelvesMax = 6
export const productsPerShelf = 8

export async function homePage(
  currency: string | null,
  context: Context,
): Promise<Static<typeof HomePage>> {
  const [categories, previews] = await Promise.all([
    context.ask(categoryTree, {}),
    context.ask(collectionPreviews, {
      collections: shelvesMax,
      products: productsPerShelf,
      currency,
    }),
  ])
  return {
    categories: categories.map(({ children: _children, ...category }) => category),
    collections: previews.map(({ collection, products }) => ({
      collection,
      products: [...products],
    })),
  }
}
