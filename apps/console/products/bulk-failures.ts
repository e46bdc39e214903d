export interface BulkFailure {
  readonly handle: string
  readonly error: unknown
}

/** @param outcomes in the order of the handles */
export const failuresIn = (
  handles: readonly string[],
  outcomes: readonly PromiseSettledResult<unknown>[],
): readonly BulkFailure[] =>
  handles.flatMap((handle, at) => {
    const outcome = outcomes[at]
    return outcome?.status === 'rejected' ? [{ handle, error: outcome.reason as unknown }] : []
  })
