import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { askWell } from '#cli/e2e/ask.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { runCli, type Ran } from '#cli/e2e/run-cli.ts'
import { buy, orderOnce } from '#cli/e2e/shopping.ts'
import { reports, untilStanding } from '#cli/e2e/standing.ts'
import { until } from '#cli/e2e/until.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { LinkState } from '#world/link/link.ts'

const basket = [{ sku: 'E2E-LINKED', quantity: 1 }]

/** One attempt may wait as long as the front door does for a region that does not know yet that it was left behind. */
const attemptsMs = 60_000

let own: OwnStore
let store: StoreFile

before(async () => {
  own = await startOwnStore(() => undefined)
  store = own.reach
  await putOnSale(store, { sku: 'E2E-LINKED' })
})

after(() => own.stop())

const region = (...args: string[]): Promise<Ran> => runCli('region', ...args, '--dir', own.dir)

/** What each link says of itself, by name. */
async function linksBy<Told>(tell: (link: LinkState) => Told): Promise<Record<string, Told>> {
  const { url, token } = store.worldControl
  const headers = { authorization: `Bearer ${token}` }
  const { links } = await askWell<{ links: LinkState[] }>('GET', `${url}/`, undefined, headers)
  return Object.fromEntries(links.map((link) => [link.name, tell(link)]))
}

describe('the link between two regions', { concurrency: 1 }, () => {
  it('takes as long as it is told, until it is told otherwise', async () => {
    const slow = await region('latency', 'sin', '60')
    assert.deepEqual([slow.code, slow.stderr], [0, ''])
    assert.match(slow.stdout, /takes 60 ms/)
    const each = (latencyMs: number) => ({
      '->sin/http': latencyMs,
      '->sin/ledger': latencyMs,
      '->syd/http': latencyMs,
      '->syd/ledger': latencyMs,
    })
    assert.deepEqual(await linksBy(({ latencyMs }) => latencyMs), each(30))
    assert.equal((await buy(store.edge, basket)).status, 'confirmed')
    assert.equal((await region('latency', '0')).code, 0)
    assert.deepEqual(await linksBy(({ latencyMs }) => latencyMs), each(0))
  })

  it('says what it needs to know before it does anything', async () => {
    for (const [args, says] of [
      [['latency'], /a number of milliseconds from 0 to 2000/i],
      [['latency', 'sin'], /a number of milliseconds/i],
      [['latency', '-5'], /./],
      [['latency', '99999'], /a number of milliseconds/i],
      [['partition', 'sin', '--one-way', 'up'], /--one-way is in or out/],
      [['partition', '--one-way', 'in'], /which region\?/],
      [['heal', '--one-way', 'in'], /--one-way is for partition/],
    ] as const) {
      const ran = await region(...args)
      assert.deepEqual([ran.code, ran.stdout], [2, ''], args.join(' '))
      assert.match(ran.stderr, says)
    }
    assert.deepEqual(new Set(Object.values(await linksBy(({ cut }) => cut))), new Set([null]))
  })

  it('that is cut one way leaves one region writing, and heals without a loss', async () => {
    const before = await buy(store.edge, basket)
    const cut = await region('partition', 'Singapore', '--one-way', 'in')
    assert.deepEqual([cut.code, cut.stderr], [0, ''])
    assert.match(cut.stdout, /nothing reaches sin/)
    const ways = await linksBy(({ cut }) => cut)
    assert.deepEqual([ways['->sin/http'], ways['->sin/ledger']], ['there', 'there'])
    assert.deepEqual([ways['->syd/http'], ways['->syd/ledger']], ['back', 'back'])

    const survivor = await until('one region goes on alone', async () => {
      const [first, second] = await reports(store)
      const alone = [first, second].filter((report) => report?.standing === 'solo')
      assert.ok(alone.length < 2)
      return alone[0]?.region ?? null
    })
    const meanwhile = await until(
      'somebody can buy',
      async () => {
        const order = await buy(store.edge, basket).catch(() => null)
        return order?.status === 'confirmed' && order
      },
      attemptsMs,
    )
    assert.equal((await region('heal')).code, 0)
    const lost = survivor === 'sin' ? 'syd' : 'sin'
    assert.equal((await region('rejoin', lost)).code, 0)
    await untilStanding(store, { sin: 'paired', syd: 'paired' })
    for (const { url } of store.regions) {
      for (const { id } of [before, meanwhile]) {
        await orderOnce(url, id, 'confirmed', ({ status }) => status === 'confirmed')
      }
    }
  })
})
