// How the products of the demo shop are written down; `demo-catalog.ts` turns them into products.

import type { Colour } from '#cli/demo-catalog/palette.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

export interface DemoItem {
  readonly handle: string
  readonly title: string
  /** The stem of its SKUs; option values are added to it. */
  readonly sku: string
  readonly maker: string
  readonly type: string
  /** The opening paragraph, plain text. */
  readonly lead: string
  /** Facts for a list, plain text. */
  readonly points: readonly string[]
  readonly tags: readonly string[]
  /** Singapore cents. */
  readonly price: number
  /** Australian cents, where the price is set by hand. */
  readonly aud?: number
  /** United States cents, where the price is set by hand. */
  readonly usd?: number
  /** The price before, in Singapore cents. */
  readonly was?: number
  readonly grams: number
  /** A category below the one of the file it stands in. */
  readonly shelf?: string
  readonly collections?: readonly string[]
  readonly options?: Readonly<Record<string, readonly string[]>>
  /** Added to every price for an option value, in cents of each currency. */
  readonly extra?: Readonly<Record<string, number>>
  /** Pieces of each variant, or by its option values joined with ` / `; 40 when not told. */
  readonly stock?: number | Readonly<Record<string, number>>
  /** It can be ordered when there is none left. */
  readonly backorder?: true
  /** Nothing is sent: a gift card. */
  readonly immaterial?: true
  readonly fields?: NonNullable<ProductInput['fields']>
  readonly picture: Picture
}

export interface Picture {
  /** The name of a drawing in `motifs.ts`. */
  readonly motif: string
  /** The main colour, then those of details. */
  readonly colours: readonly [Colour, ...Colour[]]
  readonly backdrop: Colour
  /** What distinguishes it from others with the same motif: the emblem of a book cover. */
  readonly emblem?: string
}
