import type { StoreFile } from '#cli/running-store.ts'

/** Headers of a request, ready to send. */
export type Headers = Readonly<Record<string, string>>

/** What shows a running store that its own machine asks: everything is permitted then. */
export const asOperator = ({ operatorKey }: Pick<StoreFile, 'operatorKey'>): Headers => ({
  authorization: `Bearer ${operatorKey}`,
})
