import { readPaged, type Paged } from '#apps/console/app/paged.ts'

export const productStatuses = ['draft', 'active', 'archived'] as const
export type ProductStatus = (typeof productStatuses)[number]
export const stockStates = ['none', 'low'] as const
export type StockState = (typeof stockStates)[number]

/** What stands in the address of the list of products. */
export interface ProductSearch extends Paged {
  readonly status?: ProductStatus | undefined
  /** Words, or how a title begins. */
  readonly find?: string | undefined
  readonly category?: string | undefined
  readonly stock?: StockState | undefined
}

export function readProductSearch(given: Readonly<Record<string, unknown>>): ProductSearch {
  const status = productStatuses.find((each) => each === given['status'])
  const stock = stockStates.find((each) => each === given['stock'])
  const find = textIn(given['find'])
  const category = textIn(given['category'])
  return {
    ...(status === undefined ? {} : { status }),
    ...(find === '' ? {} : { find }),
    ...(category === '' ? {} : { category }),
    ...(stock === undefined ? {} : { stock }),
    ...readPaged(given),
  }
}

export const isNarrowed = ({ status, find, category, stock }: ProductSearch): boolean =>
  [status, find, category, stock].some((filter) => filter !== undefined)

/** The question to the API. */
export function productQueryOf({ status, find, category, stock, cursor }: ProductSearch) {
  return {
    limit: 25,
    ...(status === undefined ? {} : { status }),
    ...(find === undefined ? {} : { q: find }),
    ...(category === undefined ? {} : { category }),
    ...(stock === undefined ? {} : { stock }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

/** The address makes a number of what looks like one. */
const textIn = (given: unknown): string =>
  typeof given === 'string' ? given : typeof given === 'number' ? String(given) : ''
