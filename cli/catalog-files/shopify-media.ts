import { warning, type Notice } from '#cli/catalog-files/read-item.ts'
import { cell, type Cells } from '#cli/catalog-files/shopify-product-cells.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { shortened } from '#cli/catalog-files/slug.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

type Media = ProductInput['media'][number]

const altMax = 1_024
const mediaMax = 250

/** The pictures on a product's lines, by their position, else in the order of the lines. */
export function mediaOf(
  rows: readonly { readonly line: number; readonly cells: Cells }[],
  notices: Notice[],
): Media[] {
  const found = new Map<string, { media: Media; position: number }>()
  for (const { line, cells } of rows) {
    const url = cell(cells, 'Image Src').trim()
    if (url === '' || found.has(url)) continue
    if (!isMediaAddress(url)) {
      notices.push(warning(line, 'the address of a picture is none that a browser may load'))
      continue
    }
    if (found.size === mediaMax) {
      notices.push(warning(line, `more than ${mediaMax} pictures; the rest is left out`))
      break
    }
    const position = Number(cell(cells, 'Image Position').trim() || Number.NaN)
    const alt = shortened(cell(cells, 'Image Alt Text'), altMax)
    found.set(url, {
      media: { url, alt },
      position: Number.isFinite(position) ? position : Number.MAX_SAFE_INTEGER,
    })
  }
  return [...found.values()]
    .toSorted((one, other) => one.position - other.position)
    .map(({ media }) => media)
}
