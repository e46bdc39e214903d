import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { CatalogLoader } from '#cli/catalog-loader.ts'
import { fileFormats, type FileFormat } from '#cli/catalog-files/detect.ts'
import { readCatalogFile } from '#cli/catalog-files/read-catalog-file.ts'
import { asOperator, type Headers } from '#cli/operator.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'

const progressEveryMs = 500
const shownMax = 20

interface Notice {
  readonly line: number | null
  readonly handle: string | null
  readonly reason: string
}

export const importCatalog: CliCommand = {
  help: `
Usage: meridian import FILE [--format ${fileFormats.join('|')}] [--currency SGD] [--json] [--dir DIR]

Reads Shopify and WooCommerce product exports, Google Merchant feeds (XML, CSV, TSV) and JSON lines,
plain or packed with gzip, in UTF-8 or Windows-1252. Every row that is refused is reported with its
line and reason and stops no other. Importing the same file again changes nothing. Exit code 1 when
rows were refused.

Options:
  --format      found out by looking when left out
  --currency    what prices are in where the file does not say (default SGD)
  --url URL     another store's API; default is the running store. A secret API key of that store
                is read from MERIDIAN_KEY
  --json        the report as JSON
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        format: { type: 'string' },
        currency: { type: 'string', default: 'SGD' },
        url: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const [file] = positionals
    if (file === undefined) throw new CommandError('which file? meridian import FILE')
    if (!existsSync(file)) throw new CommandError(`there is no file ${file}`)
    const format = formatOf(values.format)
    const report = await loadCatalogFile(file, destination(values), {
      currency: values.currency,
      ...(format === undefined ? {} : { format }),
      say: (products) => {
        if (!values.json) process.stderr.write(`\r${products} products`)
      },
    })
    if (!values.json) process.stderr.write('\r')
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : words(report))
    return report.refused.length > 0 ? 1 : 0
  },
}

export interface Destination {
  readonly url: string
  readonly headers: Headers
}

function destination({ url, dir }: { url?: string | undefined; dir: string }): Destination {
  if (url === undefined) {
    const store = runningStore(dir)
    return { url: store.regions[0]?.url ?? store.edge, headers: asOperator(store) }
  }
  const operatorKey = process.env['MERIDIAN_KEY']
  return { url, headers: operatorKey === undefined ? {} : asOperator({ operatorKey }) }
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

function words({ file, products, stock, refused, warnings, seconds }: ImportReport): string {
  const total = products.created + products.updated + products.unchanged
  const list = (what: string, notices: readonly Notice[]) =>
    notices.length === 0
      ? ''
      : [
          `${notices.length} ${what}:\n`,
          ...notices.slice(0, shownMax).map(({ line, handle, reason }) => {
            const where =
              line === null ? (handle ?? '') : `line ${line}${handle ? ` (${handle})` : ''}`
            return `  ${where}: ${reason}\n`
          }),
          notices.length > shownMax
            ? `  … and ${notices.length - shownMax} more; --json lists all\n`
            : '',
        ].join('')
  return [
    `${file}: ${total} products in ${seconds} s `,
    `(${products.created} created, ${products.updated} updated, ${products.unchanged} unchanged), `,
    `${stock} stock levels\n`,
    list('refused', refused),
    list('taken with a change', warnings),
  ].join('')
}

export function formatOf(given: string | undefined): FileFormat | undefined {
  if (given === undefined) return undefined
  const format = fileFormats.find((known) => known === given)
  if (format === undefined) throw new CommandError(`--format is ${fileFormats.join(', ')}`)
  return format
}
