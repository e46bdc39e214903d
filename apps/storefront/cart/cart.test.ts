import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryClient, type Cart } from '#apps/storefront/app/queries.ts'
import { rememberCart } from '#apps/storefront/cart/cart-id.ts'
import { priceAsPreferred, showCart } from '#apps/storefront/cart/cart.ts'
import { preferences } from '#apps/storefront/preferences/preferences.ts'

const { currency, country } = preferences()
const cartOf = (version: number) =>
  ({ id: 'crt_1', status: 'open', version, currency, country, lines: [] }) as unknown as Cart
const shown = () => queryClient.getQueryData<Cart>(['cart', 'crt_1'])?.version

function answering(version: number): void {
  globalThis.fetch = () => Promise.resolve(Response.json(cartOf(version)))
}

test('a cart is read anew before it is changed, and a late answer does not undo a change', async () => {
  rememberCart('crt_1')
  showCart(cartOf(3))
  answering(4)
  await priceAsPreferred()
  assert.equal(shown(), 4)
  answering(2)
  await priceAsPreferred()
  assert.equal(shown(), 4)
})
