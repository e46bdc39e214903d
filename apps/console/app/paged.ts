export interface Paged {
  /** As the API gave it: the page after another one. */
  readonly cursor?: string | undefined
  /** Counted from 1; only for people. */
  readonly page?: number | undefined
}

/** What stands in the address of a list that is read page by page. */
export function readPaged(given: Readonly<Record<string, unknown>>): Paged {
  const { cursor, page } = given
  if (typeof cursor !== 'string' || cursor === '') return {}
  return { cursor, ...(typeof page === 'number' && page > 1 ? { page } : {}) }
}
