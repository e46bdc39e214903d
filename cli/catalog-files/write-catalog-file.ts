// Shopify files are faithful: what is written reads as the same catalogue, cell for cell, also for
// other shops. A cell that begins with `=`, `+`, `-` or `@` is therefore written as it is, although a
// spreadsheet may take it for a formula, and whoever writes the file is told. `spreadsheetSafe` puts
// an apostrophe in front of such cells (see cell-guard.ts); our own import takes it off again.

import { guardColumn, guarded, isFormula } from '#cli/catalog-files/cell-guard.ts'
import { writeGoogle } from '#cli/catalog-files/write-google.ts'
import type { ProductWithStock } from '#cli/catalog-files/read-item.ts'
import { writeShopify } from '#cli/catalog-files/write-shopify.ts'
import type { CategoryInput } from '#services/catalog/contract.ts'

export const writtenFormats = ['shopify', 'jsonl', 'google'] as const
export type WrittenFormat = (typeof writtenFormats)[number]

export interface WriteOptions {
  /** Keeps spreadsheets from running cells as formulas. Shopify only. */
  readonly spreadsheetSafe?: boolean
  /** Told of each cell that a spreadsheet may run, where they are not kept from it. Shopify only. */
  readonly onFormula?: (cell: string) => void
  /** Written before the products. JSON lines only. */
  readonly categories?: readonly CategoryInput[]
  /** Where the shop is on the web, without a slash at the end. A Google feed needs it. */
  readonly shopUrl?: string
  /** What the feed is called. Google only. */
  readonly shopName?: string
}

/** The text of a catalogue file, in pieces that end where lines do. */
export function writeCatalogFile(
  format: WrittenFormat,
  products: AsyncIterable<ProductWithStock>,
  options: WriteOptions = {},
): AsyncIterable<string> {
  switch (format) {
    case 'shopify':
      return writeShopify(products, options.spreadsheetSafe ? guardedCells : plainCells(options))
    case 'jsonl':
      return writeJsonLines(products, options.categories ?? [])
    case 'google':
      return writeGoogle(products, options)
  }
}

async function* writeJsonLines(
  products: AsyncIterable<ProductWithStock>,
  categories: readonly CategoryInput[],
): AsyncIterable<string> {
  for (const category of categories) yield `${JSON.stringify({ category })}\n`
  for await (const { product, stock } of products) {
    yield `${JSON.stringify({ product, stock })}\n`
  }
}

const plainCells = ({ onFormula }: WriteOptions) => ({
  asCell: (text: string) => {
    if (isFormula(text)) onFormula?.(text)
    return plainCell(text)
  },
  marks: [],
})
const guardedCells = { asCell: (text: string) => plainCell(guarded(text)), marks: [guardColumn] }

function plainCell(text: string): string {
  return /[",\t;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
