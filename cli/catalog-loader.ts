// Puts a catalogue into a running store, in batches, a few at a time. The same for the demo shop and
// for every file format.

import { Pool } from 'undici'
import { CommandError } from '#cli/command.ts'
import type { Headers } from '#cli/operator.ts'
import type { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

/** Rows in one request, and their JSON in bytes: the API takes 500 rows and 64 MiB. */
const batchRows = 250
const batchBytes = 4_000_000
/** Requests on their way at once. */
const inFlightMax = 3
const requestMs = 120_000
/** How long a store may be too busy for a batch before the load is given up. */
const busyMs = 60_000
const busyStatuses: ReadonlySet<number> = new Set([429, 503])
/** Where it does not say when to come again, and the most that it is believed. */
const retryMs = 500
const retryMaxMs = 5_000

export interface StockInput {
  readonly sku: string
  readonly onHand: number
  readonly backorder: boolean
}

export interface LoadedItem {
  readonly handle: string
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'refused'
  readonly code?: string
  readonly detail?: string
}

export class CatalogLoader {
  readonly #pool: Pool
  readonly #headers: Headers
  readonly #onItem: (item: LoadedItem) => void
  readonly #categories = new Batch<CategoryInput>()
  readonly #products = new Batch<ProductInput>()
  readonly #stock = new Batch<StockInput & { tracked: true }>()
  readonly #running = new Set<Promise<void>>()
  #failed: unknown = null

  /**
   * @param url the region that serves the primary home, or the front door
   * @param headers show who asks
   */
  constructor(url: string, headers: Headers, onItem: (item: LoadedItem) => void) {
    this.#headers = { 'content-type': 'application/json', ...headers }
    this.#pool = new Pool(url, {
      connections: inFlightMax,
      headersTimeout: requestMs,
      bodyTimeout: requestMs,
    })
    this.#onItem = onItem
  }

  /** Categories come before the products in them, parents first. */
  async category(category: CategoryInput): Promise<void> {
    const full = this.#categories.add(category)
    if (full) await this.#sendCategories(full)
  }

  async collections(collections: readonly { handle: string }[]): Promise<void> {
    if (collections.length > 0) await this.#send('collections', JSON.stringify({ collections }))
  }

  async product(product: ProductInput): Promise<void> {
    const full = this.#products.add(product)
    if (full) await this.#queueProducts(full)
  }

  async stock(stock: StockInput): Promise<void> {
    const full = this.#stock.add({ ...stock, tracked: true })
    if (full) await this.#queue('stock', body('items', full))
  }

  /** Sends what is left and waits for every answer. */
  async finish(): Promise<void> {
    await this.#queueProducts(this.#products.rest())
    const stock = this.#stock.rest()
    if (stock.length > 0) await this.#queue('stock', body('items', stock))
    await Promise.all(this.#running)
    await this.#pool.close()
    if (this.#failed !== null) throw this.#failed
  }

  /** Categories that came before these products, and may wait for more, are there before them. */
  async #queueProducts(products: readonly string[]): Promise<void> {
    await this.#sendCategories(this.#categories.rest())
    if (products.length > 0) await this.#queue('products', body('products', products))
  }

  async #sendCategories(categories: readonly string[]): Promise<void> {
    if (categories.length > 0) await this.#send('categories', body('categories', categories))
  }

  async #queue(what: string, text: string): Promise<void> {
    if (this.#failed !== null) throw this.#failed
    while (this.#running.size >= inFlightMax) await Promise.race(this.#running)
    const sent: Promise<void> = this.#send(what, text)
      .catch((error: unknown) => {
        this.#failed = error
      })
      .finally(() => this.#running.delete(sent))
    this.#running.add(sent)
  }

  /** A store that is busy says when to come again; a batch that was taken already changes nothing. */
  async #send(what: string, text: string): Promise<void> {
    const end = performance.now() + busyMs
    for (;;) {
      const { status, retryAfterMs, said } = await this.#post(what, text)
      if (status === 200) {
        if (what === 'products') for (const item of said.items ?? []) this.#onItem(item)
        return
      }
      if (!busyStatuses.has(status) || performance.now() > end) {
        throw new CommandError(
          `the store answered ${status} to a batch of ${what}: ${said.detail ?? said.title}`,
          1,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
    }
  }

  async #post(what: string, text: string) {
    const answer = await this.#pool.request({
      method: 'POST',
      path: `/v1/admin/${what}/batch`,
      headers: this.#headers,
      body: text,
    })
    const said = (await answer.body.json()) as {
      items?: LoadedItem[]
      title?: string
      detail?: string
    }
    const seconds = Number(answer.headers['retry-after'])
    const retryAfterMs = seconds > 0 ? Math.min(seconds * 1_000, retryMaxMs) : retryMs
    return { status: answer.statusCode, retryAfterMs, said }
  }
}

/** Rows as JSON, each turned into text once. */
class Batch<Row> {
  #rows: string[] = []
  #bytes = 0

  /** @returns the batch, when this row has filled it */
  add(row: Row): readonly string[] | null {
    const text = JSON.stringify(row)
    this.#rows.push(text)
    this.#bytes += text.length
    return this.#rows.length >= batchRows || this.#bytes >= batchBytes ? this.rest() : null
  }

  rest(): readonly string[] {
    const rows = this.#rows
    this.#rows = []
    this.#bytes = 0
    return rows
  }
}

function body(member: string, rows: readonly string[]): string {
  return `{"${member}":[${rows.join(',')}]}`
}
