// The port `operations` as a region has it, on a store of two regions with its own processes. No collector of
// traces is named.

import assert from 'node:assert/strict'
import { embeddedLedger } from '#adapters/embedded/ledger.ts'
import { embeddedOperations } from '#adapters/embedded/operations.ts'
import { systemClock } from '#adapters/embedded/clock.ts'
import { ask, askStaff } from '#cli/e2e/ask.ts'
import { putOnSale, putProduct } from '#cli/e2e/merchandise.ts'
import { buy } from '#cli/e2e/shopping.ts'
import { control } from '#cli/running-store.ts'
import { startOwnStore } from '#cli/up/own-store.ts'
import { operationsSuite } from '#kernel/testing/operations-suite.ts'
import { Sights } from '#runtime/sights.ts'

const leaseMs = 15_000
/** No carrier takes it: its label is given up after half a minute. */
const tooHeavyGrams = 80_000
let traces = 0

operationsSuite('a running store', async () => {
  const own = await startOwnStore(() => undefined)
  const { reach } = own
  const [sin, syd] = reach.regions
  assert.ok(sin && syd)
  const ledger = await embeddedLedger({ url: sin.ledger, leaseMs })
  const sights = new Sights(systemClock)
  sights.follow(ledger)

  const anvil = { handle: 'anvil', sku: 'E2E-ANVIL', price: 1_000, grams: tooHeavyGrams }
  await putOnSale(reach, anvil, 10)
  for (const _ of [1, 2]) {
    const { id } = await buy(sin.url, [{ sku: anvil.sku, quantity: 1 }])
    await askStaff(reach, 'POST', `orders/${id}/shipments`, {})
  }
  const kite = { product: { handle: 'kite' } }
  return {
    operations: embeddedOperations({
      regions: reach.regions,
      secret: reach.internalSecret,
      host: { url: reach.control, token: reach.token },
      recentEvents: () => sights.events(),
      history: (id) => ledger.history('product', id),
    }),
    regions: [sin.code, syd.code],
    lettersOf: sin.code,
    request: async () => {
      traces += 1
      const traceId = String(traces).padStart(32, 'c')
      const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
      for (const { url } of [sin, syd])
        await ask('GET', `${url}/v1/orders/ord_sin_none`, undefined, headers)
      return traceId
    },
    change: async () => {
      await putProduct(reach, { ...anvil, price: 2_000 })
      return (await putProduct(reach, { ...anvil, price: 3_000 })).id
    },
    // It is refused, row by row: that is an outcome like another.
    file: {
      name: 'kites.jsonl',
      content: Buffer.from(`${JSON.stringify(kite)}\n`).toString('base64'),
      currency: 'SGD',
    },
    lose: async () => void (await control(reach, 'POST', `/kill/${syd.code}`)),
    close: async () => {
      sights.stop()
      await ledger.close()
      await own.stop()
    },
  }
})
