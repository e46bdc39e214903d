// A Shopify product file that reads as the same catalogue. A product is as many lines as it has
// variants or pictures, whichever are more; its own cells stand on the first.

import type { ProductWithStock } from '#cli/catalog-files/read-item.ts'
import { shopifyColumns } from '#cli/catalog-files/shopify-columns.ts'
import { productAsCells } from '#cli/catalog-files/shopify-rows.ts'

export interface CellStyle {
  /** How a text stands in the file. */
  readonly asCell: (text: string) => string
  /** Empty columns at the end, whose names say something of the file. */
  readonly marks: readonly string[]
}

/**
 * The lines of the file. Its columns stand in the first line and follow from all products, so their
 * cells are held in memory until the last is known: about as much as the file is long.
 */
export async function* writeShopify(
  products: AsyncIterable<ProductWithStock>,
  { asCell, marks }: CellStyle,
): AsyncIterable<string> {
  const columns = new Map<string, number>(shopifyColumns.map((name, at) => [name, at]))
  const lines: string[][] = []
  for await (const each of products) {
    for (const row of productAsCells(each)) lines.push(placed(row, columns))
  }
  const names = [...columns.keys(), ...marks]
  yield lineOf(names, names.length, asCell)
  for (const line of lines) yield lineOf(line, names.length, asCell)
}

function placed(row: Readonly<Record<string, string>>, columns: Map<string, number>): string[] {
  const line: string[] = []
  for (const [column, text] of Object.entries(row)) {
    if (text === '') continue
    const at = columns.get(column) ?? columns.size
    columns.set(column, at)
    line[at] = text
  }
  return line
}

function lineOf(cells: readonly string[], width: number, asCell: (text: string) => string): string {
  const texts = Array.from({ length: width }, (_, at) => asCell(cells[at] ?? ''))
  return `${texts.join(',')}\n`
}
