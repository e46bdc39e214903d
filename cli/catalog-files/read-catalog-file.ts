import { DamagedFile, openText, type TextFile } from '#cli/catalog-files/decode.ts'
import { detectFormat, type FileFormat } from '#cli/catalog-files/detect.ts'
import { readGoogle, readGoogleTable } from '#cli/catalog-files/google.ts'
import { readJsonLines } from '#cli/catalog-files/jsonl.ts'
import { refused, type ReadItem } from '#cli/catalog-files/read-item.ts'
import { readShopify } from '#cli/catalog-files/shopify.ts'
import { tableOf } from '#cli/catalog-files/table.ts'
import { readWooCommerce } from '#cli/catalog-files/woocommerce.ts'
import { currencies } from '#kernel/core/money.ts'

export interface ReadOptions {
  /** Found out by looking when it is not given. */
  readonly format?: FileFormat
  /** ISO 4217: what prices are in where the file does not say. */
  readonly currency: string
}

/** How much of the beginning is looked at to tell the format. */
const startChars = 64 * 1024

/**
 * Reads a catalogue file, plain or packed with gzip, as a stream. Whatever cannot be taken is
 * reported with its line and reason, and never stops the rest; the same file always gives the same
 * products. Throws only what the file system throws.
 */
export async function* readCatalogFile(
  path: string,
  options: ReadOptions,
): AsyncIterable<ReadItem> {
  if (!(options.currency in currencies)) {
    yield refused(1, `${options.currency} is not a currency that this shop knows`)
    return
  }
  try {
    yield* readText(path, await openText(path), options)
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error
    yield refused(1, error.message)
  }
}

async function* readText(
  path: string,
  file: TextFile,
  { format, currency }: ReadOptions,
): AsyncIterable<ReadItem> {
  const detected = await detectFormat(path, await startOf(file), format)
  if ('reason' in detected) {
    yield refused(1, detected.reason)
    return
  }
  if (detected.delimiter === null) {
    yield* detected.format === 'google' ? readGoogle(file, currency) : readJsonLines(file, currency)
    return
  }
  const table = await tableOf(file, detected.delimiter)
  if (table === null) {
    yield refused(1, 'the first line cannot be read as the names of columns')
    return
  }
  if (detected.format === 'shopify') yield* readShopify(table, currency)
  else if (detected.format === 'woocommerce') yield* readWooCommerce(table, currency)
  else yield* readGoogleTable(table, currency)
}

async function startOf(file: TextFile): Promise<string> {
  let start = ''
  for await (const chunk of file.chunks()) {
    start += chunk
    if (start.length >= startChars) break
  }
  return start.slice(0, startChars)
}
