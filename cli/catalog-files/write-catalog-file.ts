// Shopify files are faithful: what is written reads as the same catalogue, cell for cell. A cell
// that begins with `=`, `+`, `-` or `@` is therefore written as it is, although a spreadsheet may
// take it for a formula (CSV injection, https://owasp.org/www-community/attacks/CSV_Injection).
// Whoever opens exports in a spreadsheet asks for `spreadsheetSafe`, which puts an apostrophe in
// front of such cells; read back, that apostrophe stays, except in SKUs and barcodes.

import { writeGoogle } from '#cli/catalog-files/write-google.ts'
import type { ProductWithStock } from '#cli/catalog-files/read-item.ts'
import { writeShopify } from '#cli/catalog-files/write-shopify.ts'
import type { CategoryInput } from '#services/catalog/contract.ts'

export const writtenFormats = ['shopify', 'jsonl', 'google'] as const
export type WrittenFormat = (typeof writtenFormats)[number]

export interface WriteOptions {
  /** Puts an apostrophe before what a spreadsheet would run as a formula. Shopify only. */
  readonly spreadsheetSafe?: boolean
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
      return writeShopify(products, options.spreadsheetSafe ? safeCell : plainCell)
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

function plainCell(text: string): string {
  return /[",\t;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function safeCell(text: string): string {
  const risky = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text)
  return plainCell(risky ? `'${text}` : text)
}
