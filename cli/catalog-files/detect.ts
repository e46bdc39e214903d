import { basename } from 'node:path'
import { recordsOf } from '#cli/catalog-files/delimited.ts'

export const fileFormats = ['shopify', 'woocommerce', 'google', 'jsonl'] as const
export type FileFormat = (typeof fileFormats)[number]

export interface Detected {
  readonly format: FileFormat
  /** Between the cells; null when the file is not delimited text. */
  readonly delimiter: string | null
}

/**
 * The format of a file by its beginning, and where that leaves it open by its name.
 * @param given the format that the user named, which only leaves the delimiter to be found
 * @param start the first characters of the text, a few thousand at least
 */
export async function detectFormat(
  name: string,
  start: string,
  given?: FileFormat,
): Promise<Detected | { reason: string }> {
  const text = start.replace(/^\ufeff/, '').trimStart()
  if (text === '') return { reason: 'the file is empty' }
  if (text.startsWith('<') && (given ?? 'google') === 'google') {
    return { format: 'google', delimiter: null }
  }
  if (given === 'jsonl' || (given === undefined && looksLikeJson(name, text))) {
    return { format: 'jsonl', delimiter: null }
  }
  const delimiter = await delimiterOf(text)
  if (given) return { format: given, delimiter }
  const columns = new Set(await headerOf(text, delimiter))
  const format = formatOf(columns)
  if (format) return { format, delimiter }
  const some = [...columns].filter((column) => column.length < 40).slice(0, 6)
  return {
    reason:
      'this is no product file of Shopify, WooCommerce or Google, and no JSON lines' +
      (some.length > 1 ? `; its columns begin with ${some.join(', ')}` : ''),
  }
}

function looksLikeJson(name: string, text: string): boolean {
  return text.startsWith('{') || /\.(jsonl|ndjson)(\.gz)?$/i.test(basename(name))
}

function formatOf(columns: ReadonlySet<string>): FileFormat | null {
  const has = (...names: string[]) => names.every((name) => columns.has(name))
  if (has('handle', 'title') || has('url handle', 'title')) return 'shopify'
  if (has('handle', 'variant price')) return 'shopify'
  if (has('type', 'sku', 'name') || has('type', 'sku', 'regular price')) return 'woocommerce'
  if (has('sku', 'regular_price') || has('parent_id', 'sku', 'price')) return 'woocommerce'
  if (has('id', 'title') && (has('link') || has('price') || has('availability'))) return 'google'
  return null
}

async function headerOf(text: string, delimiter: string): Promise<string[]> {
  for await (const [record] of recordsOf(once(text), delimiter)) {
    if (record === undefined || 'broken' in record) return []
    return record.cells.map((cell) => cell.trim().toLowerCase().replace(/^g:/, ''))
  }
  return []
}

/** The one of tab, comma and semicolon that makes the most columns of the first line. */
async function delimiterOf(text: string): Promise<string> {
  let best = { delimiter: ',', columns: 1 }
  for (const delimiter of [',', '\t', ';']) {
    const columns = (await headerOf(text, delimiter)).length
    if (columns > best.columns) best = { delimiter, columns }
  }
  return best.delimiter
}

async function* once(text: string): AsyncIterable<string> {
  yield text
}
