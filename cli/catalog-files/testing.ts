import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCatalogFile, type ReadOptions } from '#cli/catalog-files/read-catalog-file.ts'
import type { ProductWithStock, ReadItem } from '#cli/catalog-files/read-item.ts'
import {
  writeCatalogFile,
  type WriteOptions,
  type WrittenFormat,
} from '#cli/catalog-files/write-catalog-file.ts'
import type { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

/** What a file turned into, sorted by kind, for tests. */
export interface Read {
  readonly items: readonly ReadItem[]
  readonly products: readonly ProductInput[]
  readonly withStock: readonly (ProductWithStock & { readonly line: number })[]
  readonly categories: readonly CategoryInput[]
  readonly refused: readonly { line: number; reason: string; handle?: string }[]
  readonly warnings: readonly { line: number; reason: string }[]
}

export async function readFrom(path: string, options?: Partial<ReadOptions>): Promise<Read> {
  const items: ReadItem[] = []
  for await (const item of readCatalogFile(path, { currency: 'SGD', ...options })) items.push(item)
  const withStock = items.flatMap((item) => ('product' in item ? [item] : []))
  return {
    items,
    withStock,
    products: withStock.map(({ product }) => product),
    categories: items.flatMap((item) => ('category' in item ? [item.category] : [])),
    refused: items.flatMap((item) => ('refused' in item ? [item.refused] : [])),
    warnings: items.flatMap((item) => ('warning' in item ? [item.warning] : [])),
  }
}

/** Reads a content as if it were a file of that name. */
export async function readText(
  content: string | Uint8Array,
  options?: Partial<ReadOptions> & { name?: string },
): Promise<Read> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-file-'))
  try {
    const path = join(folder, options?.name ?? 'products.csv')
    await writeFile(path, content)
    return await readFrom(path, options)
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function written(
  format: WrittenFormat,
  products: readonly ProductWithStock[],
  options?: WriteOptions,
): Promise<string> {
  let text = ''
  for await (const piece of writeCatalogFile(format, each(products), options)) text += piece
  return text
}

async function* each<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values
}
