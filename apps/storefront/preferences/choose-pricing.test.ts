import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { cartId, rememberCart } from '#apps/storefront/cart/cart-id.ts'
import { choosePricing } from '#apps/storefront/preferences/choose-pricing.ts'
import { prefer, preferences } from '#apps/storefront/preferences/preferences.ts'

Object.assign(globalThis, { document: { documentElement: { dataset: {} } } })

function answering(status: number, code: string): void {
  const headers = { 'content-type': 'application/problem+json' }
  globalThis.fetch = () => Promise.resolve(Response.json({ status, code }, { status, headers }))
}

beforeEach(() => {
  rememberCart('crt_1')
  prefer({ currency: 'SGD', country: 'SG' })
})

test('a currency that the cart cannot take is not kept', async () => {
  answering(422, 'cart.unknown-currency')
  await assert.rejects(choosePricing('currency', 'CHF'), { name: 'ApiError' })
  assert.equal(preferences().currency, 'SGD')
})

test('a choice made meanwhile stays when an earlier one is refused', async () => {
  answering(422, 'cart.unknown-currency')
  const refused = choosePricing('currency', 'CHF')
  prefer({ currency: 'AUD' })
  await assert.rejects(refused, { name: 'ApiError' })
  assert.equal(preferences().currency, 'AUD')
})

test('a cart that is gone holds nobody back', async () => {
  answering(409, 'cart.ordered')
  await choosePricing('country', 'AU')
  assert.equal(preferences().country, 'AU')
  assert.equal(cartId(), null)
})
