// What staff looks for in the catalogue. One source after another is read: titles that begin so, then
// products on sale by their words; or a category's; or those of SKUs that run low. What a source cannot
// tell is looked for among what it finds.

import type { Page } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { branchesOf, type Product } from '#services/catalog/contract.ts'
import { sortableText } from '#services/catalog/index-key.ts'
import {
  findProducts,
  listCategoryTree,
  listForStaff,
  type PageRequest,
} from '#services/catalog/queries.ts'
import { skuOwners } from '#services/catalog/sku-owners.ts'
import { lowSkus, lowStock } from '#services/inventory/contract.ts'
import { productIdsByWords } from '#services/search/contract.ts'

export interface StaffFinds extends PageRequest {
  readonly status?: Product['status']
  /** How the title begins. */
  readonly title?: string
  /** Words, or how a title begins. */
  readonly q?: string
  /** With everything below it. */
  readonly category?: string
  /** Of some variant: nothing left, or little over all homes. */
  readonly stock?: 'none' | 'low'
}

interface Source {
  readonly name: string
  readonly read: (page: { cursor?: string; limit: number }) => Promise<Page<Product>>
  readonly fits?: (product: Product) => boolean
  /** Little of what it finds may fit: it is read in large pages. */
  readonly isSparse?: true
}

/** Where reading goes on: after so many products that fit on a source's page. */
interface Place {
  readonly at: number
  readonly skip: number
  readonly cursor: string
}

/** Pages looked through for one answer. */
const lookedThroughMax = 10
const pageLimit = 20
const sparsePageLimit = 100

export async function findForStaff(wanted: StaffFinds, context: Context): Promise<Page<Product>> {
  const { limit = pageLimit } = wanted
  const branches =
    wanted.category === undefined
      ? null
      : branchesOf([wanted.category], await listCategoryTree(context))
  const sources = sourcesOf(wanted, branches, context)
  const begin = sortableText(wanted.title ?? '')
  const isIn = ({ status, title, categories }: Product) =>
    (wanted.status === undefined || wanted.status === status) &&
    sortableText(title).startsWith(begin) &&
    (branches === null || categories.some((handle) => branches.includes(handle)))
  const found: Product[] = []
  let place = placeIn(sources, wanted.cursor)
  for (let looked = 0; looked < lookedThroughMax && found.length < limit; looked += 1) {
    const { at, skip, cursor } = place
    const source = sources[at]
    if (source === undefined) break
    const page = await source.read({
      limit: source.isSparse === true ? sparsePageLimit : limit,
      ...(cursor === '' ? {} : { cursor }),
    })
    const fitting = page.items.filter((each) => isIn(each) && source.fits?.(each) !== false)
    const end = skip + limit - found.length
    found.push(...fitting.slice(skip, end))
    if (fitting.length > end) place = { at, skip: end, cursor }
    else if (page.next === null) place = { at: at + 1, skip: 0, cursor: '' }
    else place = { at, skip: 0, cursor: page.next }
  }
  return { items: found, next: cursorOf(sources, place) }
}

/** The first source's own, unless it is cut in the midst of a page. */
function cursorOf(sources: readonly Source[], { at, skip, cursor }: Place): string | null {
  const source = sources[at]
  if (source === undefined) return null
  return at === 0 && skip === 0 ? cursor : [source.name, skip, cursor].join(' ')
}

function sourcesOf(
  { status, title, q = '', stock }: StaffFinds,
  branches: readonly string[] | null,
  context: Context,
): readonly Source[] {
  const titled = (name: string, of: Product['status'] | undefined): Source => ({
    name,
    read: (page) =>
      listForStaff(
        { ...page, title: title ?? q, ...(of === undefined ? {} : { status: of }) },
        context,
      ),
  })
  const worded: Source = {
    name: 'words',
    read: async (page) => {
      const categories = branches === null ? {} : { categories: branches }
      const { ids, next } = await context.ask(productIdsByWords, {
        text: q,
        ...categories,
        ...page,
      })
      return { items: await findProducts(ids, context), next }
    },
  }
  if (stock !== undefined) return [lowOn(stock, q, context)]
  const isOnSale = status === undefined || status === 'active'
  if (branches !== null) {
    // Only what is on sale is kept by category: the others are looked through.
    const others = (['draft', 'archived'] as const).filter((each) => (status ?? each) === each)
    const looked = others.map((each): Source => ({ ...titled(each, each), isSparse: true }))
    return [...(isOnSale ? [worded] : []), ...looked]
  }
  if (title !== undefined) return [{ ...titled('titles', status), fits: saying(q) }]
  const begin = sortableText(q)
  const fits = (product: Product) => !sortableText(product.title).startsWith(begin)
  return [titled('titles', status), ...(isOnSale && begin !== '' ? [{ ...worded, fits }] : [])]
}

function lowOn(stock: 'none' | 'low', q: string, context: Context): Source {
  return {
    name: 'stock',
    isSparse: true,
    read: async (page) => {
      const { items, next } = await context.ask(lowSkus, { only: stock, ...page })
      const isShort = (available: number) =>
        stock === 'none' ? available === 0 : available < lowStock
      const skus = items
        .filter(({ available, backorder }) => isShort(available) && !backorder)
        .map(({ sku }) => sku)
      const owners = [...(await skuOwners(skus, context)).values()].flat()
      return { items: [...new Map(owners.map((each) => [each.id, each])).values()], next }
    },
    fits: saying(q),
  }
}

/** Has every word somewhere. */
function saying(q: string): (product: Product) => boolean {
  const words = sortableText(q).split(' ')
  return ({ title, vendor, type, variants }) => {
    const skus = variants.map(({ sku }) => sku)
    const said = [title, vendor, type, ...skus].map(sortableText).join(' ')
    return words.every((word) => said.includes(word))
  }
}

/** A cursor that names no source is passed on to the first, which refuses it. */
function placeIn(sources: readonly Source[], text: string | undefined): Place {
  if (text === undefined) return { at: 0, skip: 0, cursor: '' }
  const [, name, skip, cursor = ''] = /^([a-z]+) (\d{1,3}) (.*)$/.exec(text) ?? []
  const at = sources.findIndex((source) => source.name === name)
  return at === -1 ? { at: 0, skip: 0, cursor: text } : { at, skip: Number(skip), cursor }
}
