import { readPaged, type Paged } from '#apps/console/app/pager.tsx'

export const productStatuses = ['draft', 'active', 'archived'] as const
export type ProductStatus = (typeof productStatuses)[number]

/** What stands in the address of the list of products. */
export interface ProductSearch extends Paged {
  readonly status?: ProductStatus | undefined
  /** How the title begins. */
  readonly title?: string | undefined
}

export function readProductSearch(given: Readonly<Record<string, unknown>>): ProductSearch {
  const status = productStatuses.find((each) => each === given['status'])
  const title = typeof given['title'] === 'string' ? given['title'] : ''
  return {
    ...(status === undefined ? {} : { status }),
    ...(title === '' ? {} : { title }),
    ...readPaged(given),
  }
}
