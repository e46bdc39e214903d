import { Strict, Type } from '#kernel/core/schema.ts'
import { bulk, command } from '#kernel/service/route.ts'
import { batchAnswer, BatchAnswer } from '#services/catalog/batch-answer.ts'
import { category } from '#services/catalog/category.ts'
import { catalogRefusals, categoryId, CategoryInput, Handle } from '#services/catalog/contract.ts'
import { batchMax } from '#services/catalog/product-routes.ts'

const byHandle = Strict({ handle: Handle })

export const categoryRoutes = [
  command({
    method: 'PUT',
    path: '/v1/admin/categories/{handle}',
    permission: 'catalog:write',
    summary: 'Create or replace a category',
    params: byHandle,
    body: CategoryInput,
    response: CategoryInput,
    aggregate: category,
    target: ({ params }, context) => categoryId(params.handle, context.homeFor('primary')),
    command: ({ params, body }) =>
      params.handle === body.handle
        ? { type: 'save' as const, input: body }
        : catalogRefusals.handleMismatch(`"${body.handle}" is not "${params.handle}".`, '/handle'),
    answer: ({ state }) => (state.is === 'kept' ? state.category : null),
  }),
  command({
    method: 'DELETE',
    path: '/v1/admin/categories/{handle}',
    permission: 'catalog:write',
    summary: 'Remove a category; its products stay',
    params: byHandle,
    aggregate: category,
    target: ({ params }, context) => categoryId(params.handle, context.homeFor('primary')),
    command: () => ({ type: 'remove' as const }),
    answer: () => null,
    status: 204,
  }),
  bulk({
    method: 'POST',
    path: '/v1/admin/categories/batch',
    permission: 'catalog:write',
    summary: 'Create or replace many categories, each on its own',
    body: Strict({ categories: Type.Array(CategoryInput, { minItems: 1, maxItems: batchMax }) }),
    response: BatchAnswer,
    aggregate: category,
    items: async ({ body }, context) =>
      body.categories.map((input) => ({
        id: categoryId(input.handle, context.homeFor('primary')),
        command: { type: 'save' as const, input },
      })),
    answer: (results, { body }) => batchAnswer(body.categories, results),
  }),
]
