import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { fileFormats, type FileFormat } from '#cli/catalog-files/detect.ts'
import {
  loadCatalogFile,
  type Destination,
  type ImportReport,
  type Notice,
} from '#cli/load-catalog-file.ts'
import { asOperator } from '#cli/operator.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'

const shownMax = 20

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

function destination({ url, dir }: { url?: string | undefined; dir: string }): Destination {
  if (url === undefined) {
    const store = runningStore(dir)
    return { url: store.regions[0]?.url ?? store.edge, headers: asOperator(store) }
  }
  const operatorKey = process.env['MERIDIAN_KEY']
  return { url, headers: operatorKey === undefined ? {} : asOperator({ operatorKey }) }
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
