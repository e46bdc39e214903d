/** What one shopper was told, and when. Times are milliseconds since 1970. */
export interface Receipt {
  readonly startedAt: number
  readonly endedAt: number
  /** From the order's POST to the last word about it. */
  readonly checkoutMs: number
  readonly orderId: string | null
  readonly told: 'confirmed' | 'sold-out' | 'rejected' | 'declined' | 'pending' | 'failed'
  /** Minor units, when an order was answered. */
  readonly total: number | null
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  /** The code of the region that the shopper is in. */
  readonly shopperRegion: string
  /** The name of the region that answered last. */
  readonly answeredBy: string
  readonly why?: string
}
