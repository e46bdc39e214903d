// Every list that is given page after page, as the OpenAPI document tells them, with a second page of
// each.

import type { Operation } from '#runtime/fuzz/operations.ts'
import type { Knowledge } from '#runtime/fuzz/requests.ts'
import { asOperator, type WholeShop } from '#runtime/whole-shop.ts'

export interface PagedList {
  readonly operation: Operation
  /** Of a first page with one item; a cursor can be added to it. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Of the second page. */
  readonly cursor: string
}

export const isPaged = ({ method, query }: Operation): boolean =>
  method === 'GET' && query.some(({ name }) => name === 'cursor')

/** @throws when one of them holds too little for a second page */
export async function pagedListsOf(
  shop: WholeShop,
  operations: readonly Operation[],
  knowledge: Pick<Knowledge, 'of' | 'headers'>,
): Promise<readonly PagedList[]> {
  const lists: PagedList[] = []
  for (const operation of operations.filter(isPaged)) {
    lists.push(await pagedList(shop, operation, knowledge))
  }
  return lists
}

async function pagedList(
  { server }: WholeShop,
  operation: Operation,
  knowledge: Pick<Knowledge, 'of' | 'headers'>,
): Promise<PagedList> {
  const shown = knowledge.headers(operation)
  const headers = 'cookie' in shown ? shown : { ...asOperator, ...shown }
  for (const query of neededBy(operation, knowledge)) {
    const url = `${operation.path}?limit=1${query}`
    const answer = await server.inject({ method: 'GET', url, headers })
    const next = answer.statusCode === 200 ? answer.json<{ next: string | null }>().next : null
    if (next !== null) return { operation, url, headers: shown, cursor: next }
  }
  throw new Error(`${operation.path} has no second page`)
}

/** What it cannot be asked without, in every way that the shop knows. */
function neededBy(operation: Operation, knowledge: Pick<Knowledge, 'of'>): readonly string[] {
  const known = knowledge.of(operation)
  return operation.query
    .filter(({ required }) => required)
    .reduce<readonly string[]>(
      (queries, { name }) =>
        queries.flatMap((query) =>
          known(name).map((value) => `${query}&${name}=${encodeURIComponent(String(value))}`),
        ),
      [''],
    )
}
