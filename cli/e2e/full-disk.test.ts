import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { chargesFor } from '#cli/e2e/outside.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { orderOnce } from '#cli/e2e/shopping.ts'
import { SmallDisk } from '#cli/small-disk.ts'
import { untilStanding } from '#cli/e2e/standing.ts'
import { Terminal } from '#cli/e2e/terminal.ts'
import { until } from '#cli/e2e/until.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

const megabytes = 180
const sku = 'E2E-DISK'

it('a region with a full disk takes neither the shop nor an order with it', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-disk-'))
  const disk = await SmallDisk.mount(join(dir, 'sin'), megabytes)
  if (disk === null) {
    await rm(dir, { recursive: true, force: true })
    return t.skip('only root can mount a small file system')
  }
  const terminal = new Terminal(dir, ['--catalog', 'none', '--port', String(await freePort())])
  const apis: ShopApi[] = []
  const enough = new AbortController()
  try {
    const store = await terminal.open()
    await putOnSale(store, { sku })
    apis.push(
      ...store.regions.map(({ code }) => new ShopApi(store.edge, { connections: 4, region: code })),
    )
    const receipts: Receipt[] = []
    const shopping = crowd({
      apis,
      shoppers: 4,
      basket: () => ({ lines: [{ sku, quantity: 1 }], token: 'tok_visa' }),
      pauseMs: 60,
      signal: enough.signal,
      onReceipt: (receipt) => receipts.push(receipt),
    })
    const bought = (since: number, place: string) =>
      receipts.filter(({ startedAt, told, shopperRegion }) => {
        return startedAt >= since && told === 'confirmed' && shopperRegion === place
      }).length
    await until('shoppers buy', async () => receipts.length >= 8)

    disk.fill()
    await untilStanding(store, { syd: 'solo' })
    const alone = Date.now()
    await until('shoppers of both regions buy in the other one', async () => {
      return bought(alone, 'sin') >= 3 && bought(alone, 'syd') >= 3
    })
    const status = await runCli('status', '--dir', dir)
    assert.equal(status.code, 1)
    assert.match(status.stdout, /writes wait +its disk is full/)

    disk.free()
    await untilStanding(store, { sin: 'paired', syd: 'paired' }, 60_000)
    const together = Date.now()
    await until('Singapore sells again', async () => bought(together, 'sin') >= 2)
    enough.abort()
    await shopping

    assert.deepEqual(
      receipts.filter(({ told }) => told !== 'confirmed'),
      [],
    )
    for (const { orderId } of receipts) {
      assert.ok(orderId !== null)
      for (const { url } of store.regions) {
        await orderOnce(url, orderId, 'kept', ({ status }) => status === 'confirmed')
      }
    }
    const charges = await chargesFor(store, receipts[0]?.orderId ?? '')
    assert.equal(charges.length, 1)
    assert.equal(await terminal.end(), 0)
  } finally {
    enough.abort()
    for (const api of apis) await api.close()
    await terminal.end().catch(() => terminal.end('SIGKILL'))
    disk.unmount()
    await rm(dir, { recursive: true, force: true })
  }
})
