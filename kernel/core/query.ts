/** A question one service answers for others: its name and types stand in the contract. */
export interface Query<Input, Output> {
  /** `service.question`. */
  readonly name: string
  /** Carries the types; has no value. */
  readonly types?: { readonly input: Input; readonly output: Output }
}

export function defineQuery<Input, Output>(name: string): Query<Input, Output> {
  return { name }
}
