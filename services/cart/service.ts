import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { cart as cartDocuments } from '#services/cart/cart.ts'
import { cartById, cartRefusals } from '#services/cart/contract.ts'
import { routes } from '#services/cart/routes.ts'

export const cart = defineService({
  name: 'cart',
  does: 'Keeps what a shopper means to buy, priced by the server.',
  aggregates: [aggregate(cartDocuments)],
  routes,
  answers: [
    answers(cartById, async ({ id }, context) => {
      const found = await context.read(cartDocuments, id)
      if (found === null || found.state.is === 'absent') return null
      const { version, changedAt, state } = found
      const { currency, country, lines } = state
      return { id, version, changedAt, ordered: state.is === 'ordered', currency, country, lines }
    }),
  ],
  refusals: cartRefusals.catalogue,
})
