import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { median, type Figure } from '#bench/figure.ts'
import { barePostgres } from '#bench/floor/bare-postgres.ts'
import { madeCategories, madeProduct } from '#bench/made-product.ts'
import type { StoreBench, StoreSection } from '#bench/section.ts'
import { runImport, type ImportCounts } from '#bench/run-import.ts'

const leastPerSecond = 1_500
const rowsOfFloor = 250
/** Real products with their real mess; only where the project's data lies beside it. */
const icecat = fileURLToPath(
  new URL('../../../shared/data/chorus-icecat/products.ndjson.gz', import.meta.url),
)

/** `meridian import`, from the command to its report. */
export const importing: StoreSection = {
  name: 'import',
  summary: 'products per second by meridian import',
  on: 'store',
  catalog: 'demo',
  measure: async (bench) => {
    const dir = await mkdtemp(join(tmpdir(), 'meridian-bench-'))
    const count = bench.toy ? 200 : 5_000
    try {
      const made = await measured(bench, `${count} made-up products`, async () => {
        const file = join(dir, 'made.jsonl')
        await writeMade(file, randomBytes(3).toString('hex'), count)
        return file
      })
      if (bench.toy) return [made]
      if (!existsSync(icecat)) {
        bench.say('  skipped: the Icecat catalogue is not here')
        return [made]
      }
      // The same file again changes nothing, so there is one run of it.
      const once = { ...bench, runs: 1 }
      return [made, await measured(once, 'the Icecat catalogue', () => Promise.resolve(icecat))]
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  },
}

async function measured(
  { store, runs, toy, say }: StoreBench,
  what: string,
  file: () => Promise<string>,
): Promise<Figure> {
  const rates: number[] = []
  const floors: number[] = []
  const outcomes: string[] = []
  const wrong: string[] = []
  for (let run = 0; run < runs; run += 1) {
    const path = await file()
    const forMs = toy ? 200 : 3_000
    const perSecond = await barePostgres(store, { forMs, clients: 3, rows: rowsOfFloor })
    floors.push(perSecond * rowsOfFloor)
    const counts = await runImport(path, store)
    rates.push(counts.created / counts.seconds)
    outcomes.push(`${counts.created} created, ${counts.refused} refused in ${counts.seconds} s`)
    wrong.push(...oddities(counts))
    say(`  ${what}, run ${run + 1} of ${runs}: ${outcomes.at(-1)}`)
  }
  return {
    what: `import of ${what}`,
    unit: 'products/s',
    runs: rates,
    floor: { what: `rows by bare transactions of ${rowsOfFloor} rows, 3 clients`, runs: floors },
    target: `≥ ${leastPerSecond}/s`,
    met: median(rates) >= leastPerSecond,
    notes: outcomes.join('; '),
    wrong,
  }
}

function oddities({ created, updated, unchanged, refused }: ImportCounts): string[] {
  return [
    ...(created === 0 ? ['nothing was imported'] : []),
    ...(updated + unchanged > 0 ? [`${updated + unchanged} products were there already`] : []),
    ...(refused > created / 100 ? [`${refused} products were refused`] : []),
  ]
}

async function writeMade(file: string, run: string, count: number): Promise<void> {
  function* lines() {
    for (const category of madeCategories) yield `${JSON.stringify({ category })}\n`
    for (let number = 0; number < count; number += 1) {
      const product = madeProduct(run, number)
      const stock = product.variants.map(({ sku }) => ({ sku, onHand: 100, backorder: false }))
      yield `${JSON.stringify({ product, stock })}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}
