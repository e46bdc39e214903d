// One JSON object a line: our own products and categories, or products in the shape of the Icecat
// extract of the Chorus project (id, name, title, ean, supplier, price, attr_t_…, attr_n_…, …).

import { Compile } from 'typebox/compile'
import { newCategoryBook } from '#cli/catalog-files/categories.ts'
import { cleanText, isClean } from '#cli/catalog-files/clean-text.ts'
import type { TextFile } from '#cli/catalog-files/decode.ts'
import { icecatProduct, isIcecat } from '#cli/catalog-files/icecat.ts'
import { linesOf, lineCharsMax } from '#cli/catalog-files/lines.ts'
import { excerpt } from '#cli/catalog-files/price-text.ts'
import { refused, warning, type ReadItem, type StockLevel } from '#cli/catalog-files/read-item.ts'
import { newSkuBook, type SkuBook } from '#cli/catalog-files/skus.ts'
import { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

const products = Compile(ProductInput)
const categories = Compile(CategoryInput)

export async function* readJsonLines(file: TextFile, currency: string): AsyncIterable<ReadItem> {
  const context = {
    currency,
    categories: newCategoryBook(),
    handles: new Set<string>(),
    skus: newSkuBook(),
  }
  for await (const { line, text } of linesOf(file.chunks())) {
    if (text === null) yield refused(line, `the line is longer than ${lineCharsMax} characters`)
    else if (text.trim() !== '') yield* itemsOf(line, text, context)
  }
}

interface Context {
  readonly currency: string
  readonly categories: ReturnType<typeof newCategoryBook>
  readonly handles: Set<string>
  readonly skus: SkuBook
}

function* itemsOf(line: number, text: string, context: Context): Iterable<ReadItem> {
  const parsed = parse(text)
  if ('reason' in parsed) {
    yield refused(line, parsed.reason)
    return
  }
  if (parsed.cleaned) {
    yield warning(line, 'characters that cannot be stored (NUL, half a surrogate) were taken out')
  }
  if (isIcecat(parsed.value)) {
    const made = icecatProduct(parsed.value, context.currency, context.categories, context.skus)
    for (const category of made.categories) yield { category }
    for (const reason of made.warnings) yield warning(line, reason)
    yield* checked(line, made.product, [], context)
    return
  }
  const { product, stock, category } = parsed.value
  if (category !== undefined) yield categoryItem(line, category)
  else if (product !== undefined) yield* checked(line, product, stock ?? [], context)
  else yield* checked(line, parsed.value, [], context)
}

function* checked(
  line: number,
  product: unknown,
  stock: unknown,
  { handles }: Context,
): Iterable<ReadItem> {
  if (!products.Check(product)) {
    yield refused(line, `not a product: ${firstError(products.Errors(product))}`, handleIn(product))
  } else if (handles.has(product.handle)) {
    yield refused(line, 'the handle stands on an earlier line', product.handle)
  } else if (!isStock(stock)) {
    yield refused(line, 'the stock is not a list of { sku, onHand, backorder }', product.handle)
  } else {
    handles.add(product.handle)
    yield { product, stock, line }
  }
}

function categoryItem(line: number, category: unknown): ReadItem {
  return categories.Check(category)
    ? { category }
    : refused(
        line,
        `not a category: ${firstError(categories.Errors(category))}`,
        handleIn(category),
      )
}

function parse(
  text: string,
): { value: Record<string, unknown>; cleaned: boolean } | { reason: string } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { reason: `not a JSON object: ${excerpt(text)}` }
    }
    const members = value as Record<string, unknown>
    return isCleanValue(members)
      ? { value: members, cleaned: false }
      : { value: cleanValue(members) as Record<string, unknown>, cleaned: true }
  } catch {
    return { reason: `not JSON: ${excerpt(text)}` }
  }
}

function isCleanValue(value: unknown): boolean {
  if (typeof value === 'string') return isClean(value)
  if (Array.isArray(value)) return value.every(isCleanValue)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => isClean(name) && isCleanValue(member))
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [cleanText(name), cleanValue(member)]),
  )
}

function isStock(value: unknown): value is StockLevel[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each: Partial<StockLevel> | null) =>
        typeof each?.sku === 'string' &&
        Number.isSafeInteger(each.onHand) &&
        (each.onHand ?? -1) >= 0 &&
        typeof each.backorder === 'boolean',
    )
  )
}

function firstError([error]: readonly { instancePath: string; message: string }[]): string {
  return error ? `${error.instancePath || 'the object'} ${error.message}` : 'unknown reason'
}

function handleIn(value: unknown): string | undefined {
  const handle = (value as { handle?: unknown } | null)?.handle
  return typeof handle === 'string' ? excerpt(handle) : undefined
}
