import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { remember, recall } from '#apps/storefront/app/tab-memory.ts'
import { orderKey, queryClient } from '#apps/storefront/app/queries.ts'
import { cartId, rememberCart } from '#apps/storefront/cart/cart-id.ts'
import { joinCart, leave } from '#apps/storefront/account/session.ts'

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}
Object.defineProperty(globalThis, 'sessionStorage', { value: storage })

const asked: string[] = []
globalThis.fetch = (url, { method = 'GET' } = {}) => {
  if (typeof url === 'string') asked.push(`${method} ${url}`)
  const cart = { id: 'crt_kept', status: 'open', currency: 'JPY', country: 'JP', lines: [] }
  return Promise.resolve(Response.json(cart))
}

beforeEach(() => {
  asked.length = 0
  queryClient.clear()
})

test('who signs out leaves nothing to whoever signs in next', () => {
  rememberCart('crt_own')
  remember('meridian-checkout', { email: 'first@example.com' })
  queryClient.setQueryData(orderKey('ord_1'), { email: 'first@example.com' })
  queryClient.setQueryData(['home', 'SGD'], {})
  leave()
  assert.equal(cartId(), null)
  assert.deepEqual(recall('meridian-checkout', {}), {})
  assert.equal(queryClient.getQueryData(orderKey('ord_1')), undefined)
  assert.deepEqual(queryClient.getQueryData(['home', 'SGD']), {})
})

test('the cart that an account kept is priced as this shopper sees the shop', async () => {
  rememberCart(null)
  await joinCart('crt_kept')
  assert.equal(cartId(), 'crt_kept')
  assert.deepEqual(asked, ['GET /v1/carts/crt_kept', 'PATCH /v1/carts/crt_kept'])
})
