// A catalogue file on its way into a running store, with a reason for every row that is refused.

import { CatalogLoader } from '#cli/catalog-loader.ts'
import type { FileFormat } from '#cli/catalog-files/detect.ts'
import { readCatalogFile } from '#cli/catalog-files/read-catalog-file.ts'
import type { Headers } from '#cli/operator.ts'

const progressEveryMs = 500

export interface Notice {
  readonly line: number | null
  readonly handle: string | null
  readonly reason: string
}

export interface Destination {
  readonly url: string
  readonly headers: Headers
}

export interface ImportReport {
  readonly file: string
  readonly products: { created: number; updated: number; unchanged: number; refused: number }
  readonly stock: number
  readonly refused: readonly Notice[]
  readonly warnings: readonly Notice[]
  readonly seconds: number
}

/** @param options.say is told now and then how far it is */
export async function loadCatalogFile(
  file: string,
  { url, headers }: Destination,
  options: { currency: string; format?: FileFormat; say: (products: number) => void },
): Promise<ImportReport> {
  const startedAt = performance.now()
  const products = { created: 0, updated: 0, unchanged: 0, refused: 0 }
  const refused: Notice[] = []
  const warnings: Notice[] = []
  const lines = new Map<string, number>()
  let stock = 0
  const loader = new CatalogLoader(url, headers, ({ handle, outcome, detail, code }) => {
    products[outcome] += 1
    const line = lines.get(handle) ?? null
    lines.delete(handle)
    if (outcome === 'refused')
      refused.push({ line, handle, reason: `${detail ?? ''} (${code ?? ''})` })
  })
  const done = () => Object.values(products).reduce((sum, count) => sum + count, 0)
  const progress = setInterval(() => {
    options.say(done())
  }, progressEveryMs)
  try {
    for await (const item of readCatalogFile(file, options)) {
      if ('product' in item) {
        lines.set(item.product.handle, item.line)
        for (const level of item.stock) {
          stock += 1
          await loader.stock(level)
        }
        await loader.product(item.product)
      } else if ('category' in item) {
        await loader.category(item.category)
      } else if ('refused' in item) {
        const { line, reason, handle = null } = item.refused
        refused.push({ line, reason, handle })
      } else {
        warnings.push({ ...item.warning, handle: null })
      }
    }
    await loader.finish()
  } finally {
    clearInterval(progress)
    options.say(done())
  }
  const seconds = Number(((performance.now() - startedAt) / 1_000).toFixed(2))
  return { file, products, stock, refused, warnings, seconds }
}
