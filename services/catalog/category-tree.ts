import type { CategoryInput, CategoryNode } from '#services/catalog/contract.ts'

/**
 * Categories under their parents, in the order given. A category whose parent is missing stands at
 * the top, and a ring of categories is cut at its first member.
 */
export function treeOf(categories: readonly CategoryInput[]): readonly CategoryNode[] {
  const byHandle = new Map(categories.map((category) => [category.handle, category]))
  const childrenOf = Map.groupBy(categories, ({ parent }) => parent)
  const placed = new Set<string>()

  function place(category: CategoryInput): CategoryNode[] {
    if (placed.has(category.handle)) return []
    placed.add(category.handle)
    const children = (childrenOf.get(category.handle) ?? []).flatMap(place)
    return [{ ...category, children }]
  }

  const tops = categories.filter(({ parent }) => parent === undefined || !byHandle.has(parent))
  return [...tops.flatMap(place), ...categories.flatMap(place)]
}
