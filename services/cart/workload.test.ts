import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import type { PresentCart } from '#services/cart/cart.ts'
import { workload } from '#services/cart/workload.ts'

const id = 'crt_sin_1'
const open: PresentCart = {
  is: 'open',
  currency: 'SGD',
  country: null,
  lines: [{ sku: 'TEA', quantity: 2 }],
  orderId: null,
}
const ordered: PresentCart = { ...open, is: 'ordered', orderId: 'ord_sin_1' }
const cart = (state: PresentCart, version = 3) => stored('cart', id, state, version)
const told = (version: number, quantity = 2) => ({
  id,
  version,
  lines: [{ sku: 'TEA', quantity }],
})
const shown = (...notes: ReturnType<typeof told>[]) => ({
  rest: { documents: [cart(open)], notes: { 'cart.told': notes } },
})
const made = (...ids: readonly string[]) => ({
  rest: { notes: { 'cart.made': ids.map((one) => ({ key: 'k1', id: one })) } },
})

const usedAgain = (status: number) => ({
  rest: { notes: { 'cart.key-used-again': [{ key: 'k1', status }] } },
})

specifyInvariants(workload, {
  'a cart holds each SKU once and never none of it': {
    right: [{ now: cart(open) }, { now: cart({ ...open, lines: [] }) }],
    wrong: [
      [
        { now: cart({ ...open, lines: [...open.lines, ...open.lines] }) },
        `cart ${id} has two lines of TEA`,
      ],
      [{ now: cart({ ...open, lines: [{ sku: 'TEA', quantity: 0 }] }) }, `cart ${id} has 0 of TEA`],
    ],
  },
  'a cart that was ordered never changes again': {
    right: [
      { now: cart(ordered), before: cart(open) },
      { now: cart(ordered, 4), before: cart(ordered) },
    ],
    wrong: [
      [
        { now: cart({ ...ordered, lines: [] }), before: cart(ordered) },
        `cart ${id} became ord_sin_1 and then changed`,
      ],
      [{ now: cart(open), before: cart(ordered) }, `cart ${id} became ord_sin_1 and then changed`],
    ],
  },
  'what somebody was told is in a cart is in it': {
    right: [shown(told(3), told(2, 9))],
    wrong: [
      [shown(told(4)), `cart ${id} was shown at version 4 and is at 3`],
      [shown(told(3, 9)), `cart ${id} was shown with other lines than it has at version 3`],
      [
        { rest: { notes: { 'cart.told': [told(1)] } } },
        `cart ${id} was shown at version 1 and is at 0`,
      ],
    ],
  },
  'one key makes one cart': {
    right: [made('crt_sin_1', 'crt_sin_1')],
    wrong: [[made('crt_sin_1', 'crt_syd_1'), 'key k1 made the carts crt_sin_1 and crt_syd_1']],
  },
  'a cart that somebody was given is found': {
    right: [{ rest: {} }],
    wrong: [[{ rest: { notes: { 'cart.denied': [{ id }] } } }, `cart ${id} was said not to exist`]],
  },
  'a key is good for one request': {
    right: [usedAgain(422)],
    wrong: [[usedAgain(201), 'key k1 was taken twice: 201']],
  },
  'the cart of an order is closed': {
    right: [
      { rest: { documents: [cart(ordered), stored('order', 'ord_sin_1', {})] } },
      { rest: { documents: [cart(open), stored('order', 'ord_sin_2', {})] } },
    ],
    wrong: [
      [
        { rest: { documents: [cart(open), stored('order', 'ord_sin_1', {})] } },
        'the cart of ord_sin_1 is open',
      ],
    ],
  },
})
