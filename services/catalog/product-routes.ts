import { OneOf, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { bulk, command, query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import { batchAnswer, BatchAnswer } from '#services/catalog/batch-answer.ts'
import {
  catalogRefusals,
  Handle,
  Product,
  productId,
  ProductInput,
  ProductStatus,
} from '#services/catalog/contract.ts'
import { product, type ProductState } from '#services/catalog/product.ts'
import { findForStaff } from '#services/catalog/find-for-staff.ts'
import { findProduct, listByHandle } from '#services/catalog/queries.ts'
import { takenSkus } from '#services/catalog/sku-owners.ts'

/** Few enough that a batch of ordinary products stays below 5 MB of JSON. */
export const batchMax = 500

const byHandle = Strict({ handle: Handle })
const location = (id: string): string => `/v1/admin/products/${id}`

export const productRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/products',
    permission: 'catalog:read',
    summary: 'List products of any status by title, or look for some',
    description:
      '`q` finds titles that begin so, then products on sale by their words. Every filter narrows ' +
      'the list. With several of them a page may hold fewer products than `limit` although more ' +
      'follow: go on while `next` is given.',
    query: Strict({
      status: Type.Optional(ProductStatus),
      title: Type.Optional(
        Type.String({ maxLength: 255, description: 'Only titles that start with this' }),
      ),
      q: Type.Optional(Type.String({ maxLength: 200 })),
      category: Type.Optional(Handle),
      stock: Type.Optional(
        OneOf(['none', 'low'], {
          description: 'Some variant has nothing left, or fewer than 10 units in all',
        }),
      ),
      ...PageQuery,
    }),
    response: PageOf(Product),
    handle: (request, context) => findForStaff(request.query, context),
  }),
  query({
    method: 'GET',
    path: '/v1/admin/products/export',
    permission: 'catalog:read',
    summary: 'Read the whole catalogue, page by page, in the order of handles',
    query: Strict(PageQuery),
    response: PageOf(Product),
    handle: (request, context) => listByHandle(request.query, context),
  }),
  query({
    method: 'GET',
    path: '/v1/admin/products/{idOrHandle}',
    permission: 'catalog:read',
    summary: 'Show a product of any status',
    params: Strict({ idOrHandle: Handle }),
    response: Product,
    handle: async ({ params: { idOrHandle } }, context) => {
      const kept = await findProduct(idOrHandle, context)
      return kept === null
        ? catalogRefusals.productNotFound(`There is no product "${idOrHandle}".`, '/idOrHandle')
        : withVersion(kept.found, kept.version)
    },
  }),
  command({
    method: 'PUT',
    path: '/v1/admin/products/{handle}',
    permission: 'catalog:write',
    summary: 'Create or replace a product',
    params: byHandle,
    body: ProductInput,
    response: Product,
    aggregate: product,
    target: ({ params }, context) => productId(params.handle, context.homeFor('primary')),
    command: async ({ params, body }, context, id) => {
      if (params.handle !== body.handle) {
        return catalogRefusals.handleMismatch(
          `"${body.handle}" is not "${params.handle}".`,
          '/handle',
        )
      }
      const [taken] = await takenSkus([body], context)
      return taken ?? { type: 'save' as const, id, input: body }
    },
    answer: shown,
    location,
  }),
  command({
    method: 'PUT',
    path: '/v1/admin/products/{handle}/status',
    permission: 'catalog:write',
    summary: 'Put a product on sale, take it off, or archive it',
    params: byHandle,
    body: Strict({ status: ProductStatus }),
    response: Product,
    aggregate: product,
    target: ({ params }, context) => productId(params.handle, context.homeFor('primary')),
    command: ({ body }) => ({ type: 'set-status' as const, status: body.status }),
    answer: shown,
  }),
  command({
    method: 'DELETE',
    path: '/v1/admin/products/{handle}',
    permission: 'catalog:write',
    summary: 'Remove a product for good',
    params: byHandle,
    aggregate: product,
    target: ({ params }, context) => productId(params.handle, context.homeFor('primary')),
    command: () => ({ type: 'remove' as const }),
    answer: () => null,
    status: 204,
  }),
  bulk({
    method: 'POST',
    path: '/v1/admin/products/batch',
    permission: 'catalog:write',
    summary: 'Create or replace many products, each on its own',
    description:
      'Answers per product. A product that is refused changes nothing and stops no other. ' +
      'Sending the same products again changes nothing.',
    body: Strict({ products: Type.Array(ProductInput, { minItems: 1, maxItems: batchMax }) }),
    response: BatchAnswer,
    aggregate: product,
    items: async ({ body: { products } }, context) => {
      const taken = await takenSkus(products, context)
      return products.map((input, position) => {
        const id = productId(input.handle, context.homeFor('primary'))
        return taken[position] ?? { id, command: { type: 'save' as const, id, input } }
      })
    },
    answer: (results, { body }) => batchAnswer(body.products, results),
  }),
]

function shown({ state }: StoredDocument<ProductState>): Product | null {
  return state.is === 'kept' ? state.product : null
}
