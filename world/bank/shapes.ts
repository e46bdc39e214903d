import { Strict, Type, type Static } from '#kernel/core/schema.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })
const Amount = Type.Integer()

export const AuthorizationBody = Strict({
  paymentId: Text,
  amount: Amount,
  currency: Text,
  token: Text,
})

export const AmountBody = Strict({ amount: Amount, currency: Text })
export const VoidBody = Strict({})
export const ReferenceParams = Type.Object({ reference: Text })

export type AuthorizationBody = Static<typeof AuthorizationBody>
export type AmountBody = Static<typeof AmountBody>
