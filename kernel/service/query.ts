import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'

/** A query with the function that answers it, as a service table lists it. */
export interface Answer {
  readonly query: string
  answer(input: unknown, context: Context): Promise<unknown>
}

export function answers<Input, Output>(
  query: Query<Input, Output>,
  answer: (input: Input, context: Context) => Promise<Output>,
): Answer {
  return { query: query.name, answer: (input, context) => answer(input as Input, context) }
}
