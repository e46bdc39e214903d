import type { Money } from '#kernel/core/money.ts'

/** What the provider said. A timeout or an unreachable provider is a Fault, not an answer. */
export type ProviderAnswer =
  | { readonly approved: true; readonly reference: string }
  | { readonly approved: false; readonly reason: string }

/** Every call carries a key: the same key has one effect, and the same answer ever after. */
export interface PaymentProvider {
  authorize(
    key: string,
    request: { paymentId: string; amount: Money; token: string },
  ): Promise<ProviderAnswer>
  capture(key: string, request: { reference: string; amount: Money }): Promise<ProviderAnswer>
  void(key: string, request: { reference: string }): Promise<ProviderAnswer>
  refund(key: string, request: { reference: string; amount: Money }): Promise<ProviderAnswer>
  /** The provider's books, one line a payment, for reconciliation. */
  books(page: {
    cursor?: string
    limit: number
  }): Promise<{ items: readonly BookEntry[]; next: string | null }>
}

export interface BookEntry {
  readonly reference: string
  readonly paymentId: string
  readonly authorized: Money
  readonly captured: Money
  readonly refunded: Money
  readonly voided: boolean
}
