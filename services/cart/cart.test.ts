import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import { specify } from '#kernel/testing/specify.ts'
import { cart, type CartState } from '#services/cart/cart.ts'
import { cartView } from '#services/cart/cart-view.ts'
import { cartIdFor, cartLinesMax, type CartEvent } from '#services/cart/contract.ts'

const specification = specify(cart.decider)
const created: CartEvent = { type: 'cart.cart-created', currency: 'SGD', country: null }
const line = (sku: string, quantity: number): CartEvent => ({
  type: 'cart.line-set',
  sku,
  quantity,
})
const ordered: CartEvent = { type: 'cart.cart-ordered', orderId: 'ord_sin_1' }

test('a request that is repeated with its key finds the cart it made', () => {
  assert.equal(cartIdFor('sin', 'key'), cartIdFor('sin', 'key'))
  assert.notEqual(cartIdFor('sin', 'key'), cartIdFor('sin', 'other'))
  specification.given(created).when({ type: 'create', currency: 'SGD', country: null }).emits()
})

test('a line is set, changed and taken out', () => {
  specification
    .given(created)
    .when({ type: 'set-line', sku: 'MUG', quantity: 2 })
    .emits(line('MUG', 2))
  specification
    .given(created, line('MUG', 2))
    .when({ type: 'set-line', sku: 'MUG', quantity: 2 })
    .emits()
  specification
    .given(created, line('MUG', 2))
    .when({ type: 'remove-line', sku: 'MUG' })
    .emits({ type: 'cart.line-removed', sku: 'MUG' })
  specification.given(created).when({ type: 'remove-line', sku: 'MUG' }).emits()
})

test('a cart has a limit of lines, and those in it can still be changed', () => {
  const full = Array.from({ length: cartLinesMax }, (_, number) => line(`S${number}`, 1))
  specification
    .given(created, ...full)
    .when({ type: 'set-line', sku: 'MORE', quantity: 1 })
    .refuses('cart.too-many-lines')
  specification
    .given(created, ...full)
    .when({ type: 'set-line', sku: 'S7', quantity: 9 })
    .emits(line('S7', 9))
})

test('what became an order is not changed any more', () => {
  for (const command of [
    { type: 'set-line', sku: 'MUG', quantity: 1 },
    { type: 'remove-line', sku: 'MUG' },
    { type: 'change', country: 'AU' },
  ] as const) {
    specification.given(created, ordered).when(command).refuses('cart.ordered')
  }
  specification.given(created, ordered).when({ type: 'mark-ordered', orderId: 'ord_sin_1' }).emits()
})

test('a cart that nobody made takes nothing', () => {
  specification
    .given()
    .when({ type: 'set-line', sku: 'MUG', quantity: 1 })
    .refuses('cart.not-found')
})

test('a cart is priced by the server, and what cannot be bought is marked and not counted', async () => {
  const sgd = (amount: number) => ({ amount, currency: 'SGD' })
  const state: CartState = {
    is: 'open',
    currency: 'SGD',
    country: null,
    orderId: null,
    lines: [
      { sku: 'MUG', quantity: 2 },
      { sku: 'GONE', quantity: 1 },
    ],
  }
  const quoted: unknown[] = []
  const mug = {
    sku: 'MUG',
    purchasable: true,
    prices: [sgd(10)],
    taxClass: 'standard',
    options: [],
  }
  const context = {
    ask: async <I, O>({ name }: Query<I, O>, input: I) => {
      if (name === 'catalog.sellables-by-sku') return [mug] as O
      quoted.push(input)
      return {
        lines: [{ sku: 'MUG', unitPrice: sgd(10), total: sgd(20) }],
        subtotal: sgd(20),
        taxes: [],
        taxIncluded: true,
        total: sgd(20),
      } as O
    },
  } as unknown as Context
  const stored = { kind: 'cart', id: 'crt_sin_1', version: 3, state, changedAt: '' }
  const view = await cartView(stored, context)
  assert.deepEqual(
    view.lines.map(({ sku, available, total }) => [sku, available, total?.amount ?? null]),
    [
      ['MUG', true, 20],
      ['GONE', false, null],
    ],
  )
  assert.deepEqual(view.total, sgd(20))
  assert.deepEqual(
    (quoted[0] as { lines: { sku: string }[] }).lines.map(({ sku }) => sku),
    ['MUG'],
  )
})
