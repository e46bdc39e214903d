import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  cartLinesMax,
  cartRefusals,
  keepCartEvents,
  type CartCommand,
  type CartEvent,
  type CartLine,
} from '#services/cart/contract.ts'

export type CartState =
  | { readonly is: 'absent' }
  | {
      readonly is: 'open' | 'ordered'
      readonly currency: string
      readonly country: string | null
      readonly lines: readonly CartLine[]
      readonly orderId: string | null
    }
export type PresentCart = Exclude<CartState, { is: 'absent' }>

export const cart = defineAggregate<CartState, CartCommand, CartEvent>({
  kind: 'cart',
  prefix: 'crt',
  home: 'local',
  durability: 'everywhere',
  keepEvents: keepCartEvents,
  decider: { initial: { is: 'absent' }, decide, evolve },
  indexes: {},
})

function decide(state: CartState, command: CartCommand): readonly CartEvent[] | Refusal {
  if (command.type === 'create') {
    const { currency, country } = command
    return state.is === 'absent' ? [{ type: 'cart.cart-created', currency, country }] : []
  }
  if (command.type === 'mark-ordered') {
    const { orderId } = command
    return state.is === 'open' ? [{ type: 'cart.cart-ordered', orderId }] : []
  }
  const open = openOnly(state)
  if (isRefusal(open)) return open
  switch (command.type) {
    case 'change': {
      const { currency = open.currency, country = open.country } = command
      const same = currency === open.currency && country === open.country
      return same ? [] : [{ type: 'cart.cart-changed', currency, country }]
    }
    case 'set-line': {
      const { sku, quantity } = command
      const known = open.lines.find((line) => line.sku === sku)
      if (known?.quantity === quantity) return []
      if (known === undefined && open.lines.length >= cartLinesMax) {
        return cartRefusals.tooManyLines(`It has ${cartLinesMax} lines.`)
      }
      return [{ type: 'cart.line-set', sku, quantity }]
    }
    case 'remove-line': {
      const { sku } = command
      const known = open.lines.some((line) => line.sku === sku)
      return known ? [{ type: 'cart.line-removed', sku }] : []
    }
  }
}

function evolve(state: CartState, event: CartEvent): CartState {
  if (event.type === 'cart.cart-created') {
    const { currency, country } = event
    return { is: 'open', currency, country, lines: [], orderId: null }
  }
  if (state.is === 'absent') return state
  switch (event.type) {
    case 'cart.cart-changed':
      return { ...state, currency: event.currency, country: event.country }
    case 'cart.line-set': {
      const { sku, quantity } = event
      const known = state.lines.some((line) => line.sku === sku)
      const lines = known
        ? state.lines.map((line) => (line.sku === sku ? { sku, quantity } : line))
        : [...state.lines, { sku, quantity }]
      return { ...state, lines }
    }
    case 'cart.line-removed':
      return { ...state, lines: state.lines.filter(({ sku }) => sku !== event.sku) }
    case 'cart.cart-ordered':
      return { ...state, is: 'ordered', orderId: event.orderId }
  }
}

function openOnly(state: CartState): PresentCart | Refusal {
  if (state.is === 'absent') return cartRefusals.notFound('No cart was made under this id.')
  if (state.is === 'ordered') return cartRefusals.ordered(`It became ${state.orderId}.`)
  return state
}
