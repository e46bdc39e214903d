import assert from 'node:assert/strict'
import { test } from 'node:test'

const kept = new Map<string, string>([['meridian-cart', 'crt_first']])
const tab = new EventTarget()
Object.assign(globalThis, { window: tab })
Object.defineProperty(globalThis, 'localStorage', {
  value: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  },
})
const { adoptCart, adoptCartsOfOtherTabs, cartId, rememberCart } =
  await import('#apps/storefront/cart/cart-id.ts')

const elsewhere = (id: string | null) => {
  if (id === null) kept.delete('meridian-cart')
  else kept.set('meridian-cart', id)
}
const heard = (key: string | null) =>
  tab.dispatchEvent(Object.assign(new Event('storage'), { key }))

test('a tab has the cart of the browser, and the browser that of the tab', () => {
  assert.equal(cartId(), 'crt_first')
  rememberCart('crt_own')
  assert.equal(kept.get('meridian-cart'), 'crt_own')
  rememberCart(null)
  assert.equal(kept.has('meridian-cart'), false)
})

test('a cart that another tab made meanwhile is taken before one is made', () => {
  rememberCart(null)
  elsewhere('crt_others')
  assert.equal(cartId(), null)
  assert.equal(adoptCart(), 'crt_others')
  assert.equal(cartId(), 'crt_others')
})

test('a tab follows when another one makes a cart or gives it up', () => {
  adoptCartsOfOtherTabs()
  elsewhere('crt_new')
  heard('meridian-preferences')
  assert.notEqual(cartId(), 'crt_new')
  heard('meridian-cart')
  assert.equal(cartId(), 'crt_new')
  elsewhere(null)
  heard(null)
  assert.equal(cartId(), null)
})
