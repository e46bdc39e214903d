import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Answer, Problem } from '#cli/e2e/ask.ts'
import { ask, askWell } from '#cli/e2e/ask.ts'
import { badRequests, type OpenApi } from '#cli/e2e/bad-requests.ts'
import { sendBytes } from '#cli/e2e/send-bytes.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { RawClient, type RawRequest } from '#cli/e2e/raw-request.ts'
import { buy, fillCart, orderBody } from '#cli/e2e/shopping.ts'
import { asOperator } from '#cli/operator.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'

const sku = 'E2E-STURDY'
const atOnce = 8
const shownMax = 20

let own: OwnStore
let edge: string
let cartId: string
let client: RawClient

before(async () => {
  own = await startOwnStore(() => undefined, { regions: 1 })
  edge = own.reach.edge
  await putOnSale(own.reach, { sku })
  await buy(edge, [{ sku, quantity: 1 }])
  cartId = await fillCart(edge, [{ sku, quantity: 2 }])
  client = new RawClient(edge, atOnce, asOperator(own.reach))
})

after(async () => {
  await client.close()
  await own.stop()
})

/** Everything that anybody could have changed. */
async function contents(): Promise<unknown> {
  const lists = [
    'orders',
    'stock',
    'products/export',
    'customers',
    'pricing',
    'shipping-zones',
    'staff',
    'staff-rules',
    'api-keys',
    'audit',
    'operations/jobs',
  ]
  const paths = [...lists.map((list) => `admin/${list}`), 'categories', 'collections']
  const read = [...paths, `carts/${cartId}`].map((path) =>
    askWell('GET', `${edge}/v1/${path}`, undefined, asOperator(own.reach)),
  )
  return Promise.all(read)
}

/** A store that is busy may say so; whoever asked then asks again. */
async function send(request: RawRequest): Promise<Answer<unknown>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.send(request)
    if (answer.status !== 503 || attempt === 20) return answer
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt))
  }
}

/** What is wrong with an answer to a wrong request; null when nothing is. */
function flaw({ status, headers, body, text }: Answer<unknown>): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 300)}`
  if (status < 400) return null
  const type = headers.get('content-type') ?? ''
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`
  const { code, title, status: said } = (body ?? {}) as Partial<Problem>
  if (typeof code !== 'string' || typeof title !== 'string' || said !== status) {
    return `${status} without code, title and status: ${text.slice(0, 300)}`
  }
  if (/\n\s+at |node:internal|node_modules|\.ts:\d/.test(text)) return `a stack: ${text}`
  return text.length > 10_000 ? `${status} in ${text.length} characters` : null
}

async function flawsOf(requests: Iterable<RawRequest>): Promise<{ count: number; all: string[] }> {
  const all: string[] = []
  let count = 0
  const rest = requests[Symbol.iterator]()
  const worker = async () => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      count += 1
      const { method, path, wrong, hopeless = false } = next.value
      const judged = (answer: Answer<unknown>) =>
        hopeless && answer.status < 400 ? `taken with ${answer.status}` : flaw(answer)
      const found = await send(next.value).then(judged, (error: unknown) => String(error))
      if (found !== null) all.push(`${method} ${path.slice(0, 80)}, ${wrong}: ${found}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { count, all }
}

describe('a wrong request', { concurrency: 1 }, () => {
  it('of whatever kind, to whichever route, is a clear problem and changes nothing', async () => {
    const document = await askWell<OpenApi>('GET', `${edge}/v1/openapi.json`)
    const before = await contents()
    const { count, all } = await flawsOf(badRequests(document))
    assert.deepEqual(all.slice(0, shownMax), [])
    assert.ok(count > 1_000, `only ${count} requests were sent`)
    assert.deepEqual(await contents(), before)
  })

  it('with a body that no shopper needs is refused by its size', async () => {
    const body = orderBody(cartId, { email: `${'x'.repeat(2 * 1_048_576)}@example.com` })
    const answer = await ask<Problem>('POST', `${edge}/v1/orders`, body)
    assert.deepEqual([answer.status, answer.body.code], [413, 'edge.too-large'])
  })

  it('for a quantity or a currency that cannot be is refused by its name', async () => {
    const line = `${edge}/v1/carts/${cartId}/lines/${sku}`
    for (const quantity of [-1, 0, 0.5, 1e9, 2 ** 53, '2', null, [2]]) {
      const answer = await ask<Problem & { errors: { pointer: string }[] }>('PUT', line, {
        quantity,
      })
      assert.deepEqual([answer.status, quantity], [400, quantity])
      if (quantity === 2 ** 53) continue
      assert.equal(answer.body.errors[0]?.pointer, '/quantity')
    }
    for (const currency of ['XXX', 'sgd', '', 'EURO', 5]) {
      const { status } = await ask<Problem>('POST', `${edge}/v1/carts`, { currency })
      assert.ok(status === 400 || status === 422, `${currency}: ${status}`)
    }
    const cart = await askWell<{ lines: { quantity: number }[] }>(
      'GET',
      `${edge}/v1/carts/${cartId}`,
    )
    assert.equal(cart.lines[0]?.quantity, 2)
  })

  it('with headers that make no sense is a clear problem, or the headers do not matter', async () => {
    const long = 'x'.repeat(9_000)
    const odd: Readonly<Record<string, readonly string[]>> = {
      'idempotency-key': ['x'.repeat(300), '\u00e9', ' '],
      'if-match': ['7', '"', 'W/', '"99999999999999999999"', long],
      'if-none-match': ['"', long],
      prefer: ['wait=-1', 'wait=1e99', 'wait', long],
      traceparent: ['00-zz', long],
      'meridian-region-preference': ['../..', 'mars', long],
      cookie: ['meridian_region=%%%', 'meridian_region=mars', ';;;==', long],
      accept: ['nonsense', '*/*;q=x'],
      'accept-encoding': ['zip;q=nonsense', long],
      authorization: ['Bearer', long],
      'x-forwarded-for': ['nowhere', long],
      'x-request-id': ['a b', long],
      range: ['bytes=9-1', 'bytes=x'],
      'content-type': ['application/json; charset=utf-16', 'json'],
      'content-encoding': ['br'],
      te: ['trailers'],
      'meridian-internal': ['guess'],
    }
    const requests: RawRequest[] = []
    for (const [name, values] of Object.entries(odd)) {
      for (const value of values) {
        const wrong = `${name}: ${value.slice(0, 20)}`
        const headers = { [name]: value }
        const line = { 'content-type': 'application/json', ...headers }
        const body = '{"quantity":2}'
        const path = `/v1/carts/${cartId}/lines/${sku}`
        requests.push(
          { wrong, method: 'GET', path: '/v1/products', headers },
          { wrong, method: 'GET', path: `/v1/carts/${cartId}`, headers },
          { wrong, method: 'PUT', path, headers: line, body },
          { wrong, method: 'POST', path: '/v1/carts', headers: line, body: '{}' },
        )
      }
    }
    const { all } = await flawsOf(requests)
    assert.deepEqual(all.slice(0, shownMax), [])
  })

  it('that expects what no server does is a clear problem', async () => {
    const { host } = new URL(edge)
    // No client of ours sends this header.
    for (const expected of ['nothing', '200-ok']) {
      const answer = await sendBytes(
        edge,
        `GET /v1/products HTTP/1.1\r\nhost: ${host}\r\nexpect: ${expected}\r\nconnection: close\r\n\r\n`,
      )
      const [head = '', body = ''] = answer.split('\r\n\r\n')
      assert.match(head, /^HTTP\/1\.1 4\d\d /, expected)
      assert.match(head, /^content-type: application\/problem\+json/im, answer)
      assert.match(body, /"code":"[a-z]+\.[a-z-]+"/)
    }
  })

  it('finds no way through the front door to what only the regions may ask', async () => {
    const { internalSecret } = own.reach
    for (const path of [
      '/internal/status',
      '/v1/../internal/status',
      '/v1/%2e%2e/internal/status',
    ]) {
      for (const headers of [{}, { 'meridian-internal': internalSecret }]) {
        const { status, text } = await client.send({ wrong: '', method: 'POST', path, headers })
        assert.ok(status >= 400 && status < 500, `${path}: ${status} ${text}`)
      }
    }
  })
})
