import { Type } from '#kernel/core/schema.ts'

/** Every POST that has an effect carries one. */
export const KeyHeader = Type.Object({
  'idempotency-key': Type.String({ minLength: 1, maxLength: 200 }),
})

export const PageOfBooks = Type.Object({
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,12}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
})
