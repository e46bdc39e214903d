// Hostile text goes in through the front door wherever a text can, and comes out as it was, or was
// refused; and no page, mail, label, file or log line is any different for it.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SaxesParser } from 'saxes'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { ask, askStaff, askWell, type Problem } from '#cli/e2e/ask.ts'
import {
  attackPayloads,
  attackRequests,
  naughtyStrings,
  skipWithoutData as skip,
} from '#cli/e2e/hostile-strings.ts'
import { htmlShape } from '#cli/e2e/html-shape.ts'
import { inputOf } from '#cli/e2e/merchandise.ts'
import { mailTo } from '#cli/e2e/outside.ts'
import { asOperator } from '#cli/operator.ts'
import { sendBytes } from '#cli/e2e/send-bytes.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { anotherEmail, buy, fillCart, orderBody, orderOnce, patience } from '#cli/e2e/shopping.ts'
import { readText, written } from '#cli/catalog-files/testing.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import type { ProductInput } from '#services/catalog/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'

const plain = 'Plain words'
const marker = 'hostile-text-was-here'
const texts = skip === false ? [plain, ...naughtyStrings(), ...attackPayloads(200, fuzz(1))] : []
/** What JSON, an address line and a file of lines can all hold. */
const oneLine = texts.filter(
  // oxlint-disable-next-line no-control-regex -- an address takes no control characters
  (text) => /\S/.test(text) && text.length <= 100 && !/[\u0000-\u001f\u007f]/.test(text),
)
/** The sharpest few, for what takes several requests each. */
const sharp = [
  plain,
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</td></tr></table><h1>',
  '&lt;b&gt; &amp; &#x3c;',
  ']]> <!-- -->',
  '=HYPERLINK("http://x","y")',
  '\ufffe\uffff\u{1fffe}',
  '\u202e\u2066\ufeff',
  ...oneLine.filter((text) => /[<>&"']/.test(text)).slice(0, 12),
  ...(skip === false ? attackPayloads(4_000, fuzz(1)) : []).filter((text) =>
    oneLine.includes(text),
  ),
]

let own: OwnStore
let edge: string

before(async () => {
  if (skip !== false) return
  // Every request is written down then.
  process.env['MERIDIAN_LOG'] = 'debug'
  own = await startOwnStore(() => undefined, { regions: 1 })
  delete process.env['MERIDIAN_LOG']
  edge = own.reach.edge
})

after(async () => {
  if (skip !== false) return
  await own.stop()
})

const productOf = (text: string, at: number): ProductInput => ({
  ...inputOf({ handle: `hostile-${at}`, sku: `HOSTILE-${at}`, price: 1_000, grams: 100 }),
  title: text,
  descriptionHtml: text,
  vendor: text.slice(0, 200),
  tags: [text.slice(0, 200)],
  fields: { note: { type: 'text', value: text } },
})

/** Can be bought without being counted. */
const untracked = (product: ProductInput): ProductInput => ({
  ...product,
  variants: product.variants.map((variant) => ({ ...variant, tracked: false })),
})

/** @throws when it was neither taken nor clearly refused */
function taken({ status, text }: { status: number; text: string }): boolean {
  assert.ok(status < 500 && status !== 429, `${status} ${text}`)
  if (status >= 400) assert.match(text, /"code":"[a-z]+\.[a-z-]+"/)
  assert.doesNotMatch(text, /\n\s+at |node:internal|node_modules|\.ts:\d/)
  return status < 300
}

/** Works through a list, a few at a time. */
async function each<Item>(items: readonly Item[], work: (item: Item, at: number) => Promise<void>) {
  const rest = items.entries()
  const worker = async () => {
    for (const [at, item] of rest) await work(item, at)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

describe('hostile text', { concurrency: 1, skip }, () => {
  it('in a product is kept to the letter, or refused', async () => {
    let kept = 0
    await each(texts, async (text, at) => {
      const product = productOf(text, at)
      const url = `${edge}/v1/admin/products/${product.handle}`
      const answer = await ask<Problem>('PUT', url, product, asOperator(own.reach))
      if (!taken(answer)) {
        const isKnown = text === '' || text.includes('\0') || text.length > 1_024
        assert.ok(isKnown, `${JSON.stringify(text)}: ${answer.text}`)
        return
      }
      const {
        id: _id,
        createdAt: _at,
        ...back
      } = await askStaff<ProductInput & Product>(own.reach, 'GET', `products/${product.handle}`)
      assert.deepEqual(back, product)
      kept += 1
    })
    assert.ok(kept > 550, `only ${kept} were kept`)
  })

  it('in a search is looked for, or refused', async () => {
    const looked = { search: 0, suggestions: 0 }
    await each(texts, async (text) => {
      const q = encodeURIComponent(text.toWellFormed())
      taken(await ask('GET', `${edge}/v1/search?q=${q}&filter=vendor:${q}`))
      const found = await ask('GET', `${edge}/v1/search?q=${q}`)
      looked.search += Number(taken(found))
      const suggested = await ask('GET', `${edge}/v1/search/suggestions?q=${q}`)
      looked.suggestions += Number(taken(suggested))
      taken(await ask('GET', `${edge}/v1/products/${q || 'x'}`))
    })
    const found = await askWell<{ items: unknown[] }>('GET', `${edge}/v1/search?q=plain%20words`)
    assert.ok(found.items.length > 0)
    for (const [what, count] of Object.entries(looked)) {
      assert.ok(count > texts.length * 0.95, `${what} took ${count} of ${texts.length}`)
    }
  })

  it('in a note, an address or a name is kept to the letter, or refused', async () => {
    const product = untracked(productOf(plain, 4_000))
    await askStaff(own.reach, 'PUT', `products/${product.handle}`, product)
    const [{ sku } = { sku: '' }] = product.variants
    const account = await anAccount(own)
    const kept = { notes: 0, names: 0, addresses: 0 }
    const control = /[\p{Cc}]/u
    await each(parted(texts, 100), async (some) => {
      const order = await buy(edge, [{ sku, quantity: 1 }])
      for (const text of some) {
        const url = `${edge}/v1/admin/orders/${order.id}/notes`
        const noted = await ask<Noted>('POST', url, { text }, asOperator(own.reach))
        const isTaken = taken(noted)
        if (isTaken) assert.equal(noted.body.notes.at(-1)?.text, text)
        else assert.ok(text === '' || text.includes('\0') || text.length > 2_000, noted.text)
        kept.notes += Number(isTaken)
      }
    })
    for (const text of texts) {
      const isKnown = !/\S/.test(text) || text.length > 100 || control.test(text)
      const address = { name: text, line1: text, city: text, postalCode: '1', country: 'SG' }
      const at = `${edge}/v1/account/addresses/home`
      const put = await ask<Account>('PUT', at, address, account)
      if (taken(put)) assert.deepEqual(put.body.addresses, [{ key: 'home', address }])
      else assert.ok(isKnown, `${JSON.stringify(text)}: ${put.text}`)
      kept.addresses += Number(put.status < 300)
      const named = await ask<Account>('PATCH', `${edge}/v1/account`, { name: text }, account)
      if (taken(named)) assert.equal(named.body.name, text)
      else assert.ok(isKnown, `${JSON.stringify(text)}: ${named.text}`)
      kept.names += Number(named.status < 300)
    }
    for (const [what, count] of Object.entries(kept)) {
      assert.ok(count > 400, `${count} ${what} were kept`)
    }
  })

  it('as a request of its own is answered like any other', async () => {
    const requests = attackRequests(20)
    assert.ok(requests.length > 200)
    await each(requests, async ({ method, uri, headers, data }) => {
      const own = Object.entries(headers).filter(
        ([name]) => !/^(connection|content-length|transfer-encoding|expect|upgrade)$/i.test(name),
      )
      const body = Buffer.from(data ?? '')
      const head = [
        `${method} ${uri} HTTP/1.1`,
        ...own.map(([name, value]) => `${name}: ${value}`),
        ...(body.length > 0 ? [`content-length: ${body.length}`] : []),
        'connection: close',
      ]
      const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
      const text = await sendBytes(edge, bytes)
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1])
      assert.ok(status > 0, `no answer to ${head.join(' | ')}: ${text}`)
      if (method === 'HEAD') assert.ok(status < 500)
      else taken({ status, text })
    })
  })

  it('in an order changes neither the order nor a mail, a label or a page', async () => {
    const shapes = new Map<string, readonly string[]>()
    /** The page of the plain words has the shape that all others have. */
    const sameShape = (what: string, source: string) => {
      const shape = htmlShape(source)
      const first = shapes.get(what) ?? shape.elements
      shapes.set(what, first)
      assert.deepEqual(shape.elements, first, what)
      return shape
    }
    for (const [at, text] of sharp.entries()) {
      const product = untracked(productOf(text, 5_000 + at))
      await askStaff(own.reach, 'PUT', `products/${product.handle}`, product)
      const [{ sku } = { sku: '' }] = product.variants
      const email = anotherEmail()
      const body = orderBody(await fillCart(edge, [{ sku, quantity: 1 }]), { email })
      const address = { ...body.shippingAddress, name: text, line1: text, city: text, line2: 'x' }
      const wish = { ...body, shippingAddress: { ...address, postalCode: '' } }
      const order = await askWell<OrderView>('POST', `${edge}/v1/orders`, wish, patience)
      assert.deepEqual(order.shippingAddress, wish.shippingAddress)
      assert.equal(order.lines[0]?.title, text)
      const noted = await askStaff<{ notes: { text: string }[] }>(
        own.reach,
        'POST',
        `orders/${order.id}/notes`,
        { text },
      )
      assert.equal(noted.notes.at(-1)?.text, text)
      await askStaff(own.reach, 'POST', `orders/${order.id}/shipments`, {})

      const mail = await mailTo(own.reach, email, /^Your order [\w-]+$/)
      const { html } = await askWell<{ html: string }>(
        'GET',
        `${own.reach.mailbox}/mails/${mail.id}`,
      )
      assert.ok(sameShape('mail', html).text.includes(text), `${at}: ${html}`)
      const page = await (await fetch(`${own.reach.mailbox}/read/${mail.id}`)).text()
      const shape = sameShape('page of a mail', page)
      assert.ok(shape.attributes.get('iframe srcdoc')?.[0]?.endsWith(html))
      const shipped = await orderOnce(edge, order.id, 'sent', ({ shipments }) =>
        shipments.every(({ trackingNumber }) => trackingNumber !== null),
      )
      const label = `${own.reach.carrier}/labels/${shipped.shipments[0]?.trackingNumber}.svg`
      assert.ok(wellFormed(await (await fetch(label)).text()))
    }
    for (const page of [own.reach.mailbox, own.reach.bank, own.reach.carrier, `${edge}/docs`]) {
      const { elements } = htmlShape(await (await fetch(page)).text())
      const odd = elements.filter((element) => /^(script|img|svg|object)\b| on\w+/.test(element))
      assert.deepEqual(odd, [], page)
    }
  })

  it('in a file is imported, and exported as the same catalogue', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'hostile-file-'))
    t.after(() => rm(folder, { recursive: true }))
    const products = oneLine
      .filter((text) => text.trim() === text)
      .map((text, at) => ({
        // Tags are split by commas.
        product: untracked({ ...productOf(text, at + 10_000), tags: [] }),
        stock: [],
      }))
    const [file, back] = [join(folder, 'in.csv'), join(folder, 'out.csv')]
    await writeFile(file, await written('shopify', products, { spreadsheetSafe: true }))
    const imported = await runCli('import', file, '--dir', own.dir, '--json')
    assert.equal(imported.code, 0, imported.stderr)
    const exported = await runCli('export', back, '--dir', own.dir, '--spreadsheet-safe')
    assert.equal(exported.code, 0, exported.stderr)
    const read = await readText(await readFile(back))
    const known = new Map(read.products.map((product) => [product.handle, product]))
    for (const { product } of products) {
      const { origin: _origin, ...found } = known.get(product.handle) ?? productOf('nothing', 0)
      assert.deepEqual(found, product)
    }
  })

  it('leaves every log line a line', async () => {
    const odd = '"},{"level":"error","msg":"forged"'
    for (const id of [marker, odd]) {
      const headers = { 'x-request-id': id }
      await ask('GET', `${edge}/v1/products/${encodeURIComponent(odd)}`, undefined, headers)
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
    let answered = 0
    let marked = 0
    const folder = join(own.dir, 'logs')
    const files = (await readdir(folder)).filter((name) => name.endsWith('.log'))
    assert.ok(files.length > 0)
    for (const name of files) {
      const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter(Boolean)
      for (const line of lines) {
        const entry = JSON.parse(line) as { level?: string; msg?: string }
        assert.ok(entry.level !== 'error', line)
        answered += Number(entry.level === 'debug')
        marked += Number(line.includes(marker))
      }
    }
    assert.ok(answered > texts.length, `only ${answered} requests were written down`)
    assert.ok(marked > 0, 'a word that the client chose stands in the log')
  })
})

interface Noted {
  readonly notes: readonly { readonly text: string }[]
}

interface Account {
  readonly name: string
  readonly addresses: readonly object[]
}

/** @returns headers of somebody who is signed in to an account of their own */
async function anAccount({ reach }: OwnStore): Promise<Readonly<Record<string, string>>> {
  const email = anotherEmail()
  const password = 'a long password'
  await askWell('POST', `${edge}/v1/account`, { email, name: plain, password })
  const { id } = await mailTo(reach, email, /./)
  const { text } = await askWell<{ text: string }>('GET', `${reach.mailbox}/mails/${id}`)
  const token = /#(\S+)/.exec(text)?.[1]
  const confirmed = await ask('POST', `${edge}/v1/account/confirmation`, { token, password })
  const cookie = String(confirmed.headers.get('set-cookie')).split(';')[0] ?? ''
  return { cookie, 'meridian-csrf': '1' }
}

function parted<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size))
}

interface Product {
  readonly id: string
  readonly createdAt: string
}

function wellFormed(xml: string): boolean {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return true
}
