/** What one shopper was told, and when. Times are milliseconds since 1970. */
export interface Receipt {
  readonly startedAt: number
  readonly endedAt: number
  /** From the order's POST to the last word about it. */
  readonly checkoutMs: number
  readonly orderId: string | null
  readonly told: 'confirmed' | 'sold-out' | 'declined' | 'pending' | 'failed'
  /** Minor units, when an order was answered. */
  readonly total: number | null
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  /** The region that answered last. */
  readonly region: string
  readonly why?: string
}
