import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import { percentile } from '#cli/shop/percentile.ts'
import { skusForSale } from '#cli/shop/skus-for-sale.ts'

const everyMs = 1_000

export const shop: CliCommand = {
  help: `
Usage: meridian shop [--shoppers N] [--for SECONDS] [--url URL] [--json] [--dir DIR]

Shoppers fill carts from the catalogue, order, and wait for the outcome. Counts orders that were
really confirmed, and how long checkouts took. They buy for real: stock goes down.

Options:
  --shoppers N    at once (default 10)
  --for 60s       how long (default 30s)
  --url URL       any Meridian shop; default is the running store
`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string', default: defaultDir },
        url: { type: 'string' },
        shoppers: { type: 'string', default: '10' },
        for: { type: 'string', default: '30s' },
        json: { type: 'boolean', default: false },
      },
    })
    const shoppers = Number(values.shoppers)
    const seconds = Number(values.for.replace(/s$/, ''))
    if (!Number.isInteger(shoppers) || shoppers < 1)
      throw new CommandError('--shoppers is a number, 1 or more')
    if (!(seconds > 0 && seconds <= 3_600))
      throw new CommandError('--for is a time such as 60s, up to 3600s')
    const url = values.url ?? runningStore(values.dir).edge
    const skus = await skusForSale(url)
    if (skus.length === 0) throw new CommandError(`nothing is for sale at ${url}`, 1)
    const api = new ShopApi(url, { connections: Math.min(shoppers, 128) })
    const over = AbortSignal.timeout(seconds * 1_000)
    let confirmed = 0
    const progress = setInterval(() => {
      if (!values.json) process.stderr.write(`\r${confirmed} orders confirmed`)
    }, everyMs)
    const start = performance.now()
    const receipts = await crowd({
      apis: [api],
      shoppers,
      pauseMs: 0,
      signal: over,
      basket: () => ({
        lines: [pick(skus), pick(skus)].map((sku) => ({ sku, quantity: 1 })),
        token: 'tok_visa',
      }),
      onReceipt: ({ told }) => {
        if (told === 'confirmed') confirmed += 1
      },
    })
    clearInterval(progress)
    await api.close()
    const tookS = (performance.now() - start) / 1_000
    const times = receipts
      .filter(({ told }) => told === 'confirmed')
      .map(({ checkoutMs }) => checkoutMs)
    const result = {
      confirmed,
      perSecond: Number((confirmed / tookS).toFixed(1)),
      checkoutMs: {
        p50: percentile(times, 50),
        p95: percentile(times, 95),
        max: percentile(times, 100),
      },
      other: receipts.length - confirmed,
      reasons: [
        ...new Set(
          receipts.flatMap(({ told, why }) => (told === 'confirmed' ? [] : [why ?? told])),
        ),
      ].slice(0, 5),
    }
    process.stdout.write(
      values.json
        ? `${JSON.stringify(result, null, 2)}\n`
        : `\r${confirmed} orders confirmed, ${result.perSecond}/s; checkout p50 ${result.checkoutMs.p50} ms, p95 ${result.checkoutMs.p95} ms; ${result.other} others${result.reasons.length > 0 ? ` (${result.reasons.join('; ')})` : ''}\n`,
    )
    return confirmed > 0 ? 0 : 1
  },
}

function pick(skus: readonly string[]): string {
  return skus[Math.floor(Math.random() * skus.length)] ?? ''
}
