import { Strict, Type } from '#kernel/core/schema.ts'
import { bulk, command } from '#kernel/service/route.ts'
import { batchAnswer, BatchAnswer } from '#services/catalog/batch-answer.ts'
import { collection } from '#services/catalog/collection.ts'
import {
  catalogRefusals,
  collectionId,
  CollectionInput,
  Handle,
} from '#services/catalog/contract.ts'
import { batchMax } from '#services/catalog/product-routes.ts'

const byHandle = Strict({ handle: Handle })

export const collectionRoutes = [
  command({
    method: 'PUT',
    path: '/v1/admin/collections/{handle}',
    permission: 'catalog:write',
    summary: 'Create or replace a collection',
    params: byHandle,
    body: CollectionInput,
    response: CollectionInput,
    aggregate: collection,
    target: ({ params }, context) => collectionId(params.handle, context.homeFor('primary')),
    command: ({ params, body }) =>
      params.handle === body.handle
        ? { type: 'save' as const, input: body }
        : catalogRefusals.handleMismatch(`"${body.handle}" is not "${params.handle}".`, '/handle'),
    answer: ({ state }) => (state.is === 'kept' ? state.collection : null),
  }),
  command({
    method: 'DELETE',
    path: '/v1/admin/collections/{handle}',
    permission: 'catalog:write',
    summary: 'Remove a collection; its products stay',
    params: byHandle,
    aggregate: collection,
    target: ({ params }, context) => collectionId(params.handle, context.homeFor('primary')),
    command: () => ({ type: 'remove' as const }),
    answer: () => null,
    status: 204,
  }),
  bulk({
    method: 'POST',
    path: '/v1/admin/collections/batch',
    permission: 'catalog:write',
    summary: 'Create or replace many collections, each on its own',
    body: Strict({ collections: Type.Array(CollectionInput, { minItems: 1, maxItems: batchMax }) }),
    response: BatchAnswer,
    aggregate: collection,
    items: async ({ body }, context) =>
      body.collections.map((input) => ({
        id: collectionId(input.handle, context.homeFor('primary')),
        command: { type: 'save' as const, input },
      })),
    answer: (results, { body }) => batchAnswer(body.collections, results),
  }),
]
