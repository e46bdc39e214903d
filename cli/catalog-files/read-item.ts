import type { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

/** The stock that a file states for a SKU. A SKU without a stated quantity has none of these. */
export interface StockLevel {
  readonly sku: string
  /** Pieces, zero or more. */
  readonly onHand: number
  /** It can be ordered when there is none left. */
  readonly backorder: boolean
}

/** What a catalogue file turns into, in the order of the file; lines count from 1. */
export type ReadItem =
  | {
      readonly product: ProductInput
      readonly stock: readonly StockLevel[]
      /** The first line of the product. */
      readonly line: number
    }
  /** Comes before the first product that stands in it, and after the category above it. */
  | { readonly category: CategoryInput }
  | Notice

/** A row that was left out, or one that was taken with a change. */
export type Notice =
  | {
      readonly refused: { readonly line: number; readonly reason: string; readonly handle?: string }
    }
  | { readonly warning: { readonly line: number; readonly reason: string } }

/** A product with its stock, on its way to a file. */
export interface ProductWithStock {
  readonly product: ProductInput
  readonly stock: readonly StockLevel[]
}

export const refused = (line: number, reason: string, handle?: string): Notice => ({
  refused: { line, reason, ...(handle === undefined ? {} : { handle }) },
})

export const warning = (line: number, reason: string): Notice => ({ warning: { line, reason } })
