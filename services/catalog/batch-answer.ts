import { OneOf, Strict, Type, type Static } from '#kernel/core/schema.ts'
import type { BulkResult } from '#kernel/service/route.ts'
import { Handle } from '#services/catalog/contract.ts'

export const BatchAnswer = Strict({
  items: Type.Array(
    Strict({
      handle: Handle,
      outcome: OneOf(['created', 'updated', 'unchanged', 'refused']),
      code: Type.Optional(Type.String()),
      detail: Type.Optional(Type.String()),
      field: Type.Optional(Type.String({ description: 'JSON pointer within the item' })),
    }),
  ),
})
export type BatchAnswer = Static<typeof BatchAnswer>

export function batchAnswer(
  inputs: readonly { readonly handle: string }[],
  results: readonly BulkResult[],
): BatchAnswer {
  return {
    items: results.map((result, position) => ({
      handle: inputs[position]?.handle ?? '',
      ...whatBecameOf(result),
    })),
  }
}

function whatBecameOf(result: BulkResult): Omit<BatchAnswer['items'][number], 'handle'> {
  if (result.outcome === 'refused') {
    const { code, detail, field } = result.refusal
    return { outcome: 'refused', code, detail, ...(field === undefined ? {} : { field }) }
  }
  if (!result.changed) return { outcome: 'unchanged' }
  return { outcome: result.document.version === 1 ? 'created' : 'updated' }
}
