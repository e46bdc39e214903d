import { parseArgs } from 'node:util'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { writeCatalogFile, writtenFormats } from '#cli/catalog-files/write-catalog-file.ts'
import type { ProductWithStock, StockLevel } from '#cli/catalog-files/read-item.ts'
import { fetchedFrom, type Fetched } from '#cli/fetched.ts'
import { asOperator } from '#cli/operator.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'
import type { CategoryInput, Product, ProductInput } from '#services/catalog/contract.ts'
import type { StockView } from '#services/inventory/contract.ts'

const pageSize = 100
/** Of a text that is shown. */
const exampleMax = 40

export const exportCatalog: CliCommand = {
  help: `
Usage: meridian export [FILE] [--format ${writtenFormats.join('|')}] [--spreadsheet-safe] [--dir DIR]

Writes every product, drafts included, with its stock. Without a file it goes to the terminal. A
Shopify file imports to the same catalogue again. You are told when a text in it could be run by a
spreadsheet.

Options:
  --format             shopify (default), jsonl or google
  --spreadsheet-safe   puts an apostrophe before cells that a spreadsheet would run as a formula;
                       an import takes it off again
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        format: { type: 'string', default: 'shopify' },
        'spreadsheet-safe': { type: 'boolean', default: false },
      },
    })
    const format = writtenFormats.find((known) => known === values.format)
    if (format === undefined) throw new CommandError(`--format is ${writtenFormats.join(', ')}`)
    const store = runningStore(values.dir)
    const fetched = fetchedFrom(store.regions[0]?.url ?? store.edge, asOperator(store))
    const [file] = positionals
    const output = file === undefined ? process.stdout : createWriteStream(file)
    const counter = { products: 0 }
    const formulas = new Set<string>()
    const text = writeCatalogFile(format, everything(fetched, counter), {
      spreadsheetSafe: values['spreadsheet-safe'],
      onFormula: (cell) => formulas.add(cell),
      categories: format === 'jsonl' ? await categories(fetched) : [],
      shopUrl: store.edge,
      shopName: 'Meridian',
    })
    for await (const piece of text) await write(output, piece)
    if (file !== undefined) {
      output.end()
      await once(output, 'finish')
      process.stdout.write(`${counter.products} products written to ${file}\n`)
    }
    if (formulas.size > 0) process.stderr.write(warningOf(formulas))
    return 0
  },
}

function warningOf(formulas: ReadonlySet<string>): string {
  const [first = ''] = formulas
  const example = JSON.stringify(
    first.length > exampleMax ? `${first.slice(0, exampleMax)}…` : first,
  )
  return (
    `Careful: a spreadsheet may run ${formulas.size} of its texts as formulas, such as ${example}.\n` +
    'Before you open it in one, write it with --spreadsheet-safe.\n'
  )
}

async function* everything(
  fetched: Fetched,
  counter: { products: number },
): AsyncIterable<ProductWithStock> {
  const stock = await stockLevels(fetched)
  for await (const product of pages<Product>(fetched, '/v1/admin/products/export')) {
    counter.products += 1
    const levels = product.variants.flatMap(({ sku }) => stock.get(sku) ?? [])
    yield { product: inputOf(product), stock: levels }
  }
}

async function stockLevels(fetched: Fetched): Promise<Map<string, StockLevel>> {
  const levels = new Map<string, StockLevel>()
  for await (const { sku, onHand, backorder, tracked } of pages<StockView>(
    fetched,
    '/v1/admin/stock',
  )) {
    if (tracked) levels.set(sku, { sku, onHand, backorder })
  }
  return levels
}

async function categories(fetched: Fetched): Promise<CategoryInput[]> {
  const { items } = await fetched<{ items: CategoryTree[] }>('/v1/categories')
  return items.flatMap((root) => flat(root))
}

interface CategoryTree extends CategoryInput {
  readonly children?: readonly CategoryTree[]
}

function flat({ children = [], ...category }: CategoryTree): CategoryInput[] {
  return [category, ...children.flatMap(flat)]
}

async function* pages<Item>(fetched: Fetched, path: string): AsyncIterable<Item> {
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await fetched<{ items: Item[]; next: string | null }>(
      `${path}?limit=${pageSize}${query}`,
    )
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}

function inputOf({ id: _id, createdAt: _createdAt, ...input }: Product): ProductInput {
  return input
}

async function write(output: Writable, piece: string): Promise<void> {
  if (!output.write(piece)) await once(output, 'drain')
}
