import type { Mutant } from '#tools/mutants/mutant.ts'

const reserveUnits = 'services/inventory/reserve-units.ts'
const transferUnits = 'services/inventory/transfer-units.ts'
const fulfilment = 'services/orders/fulfilment.ts'
const saga = 'kernel/events/saga.ts'

/** Mistakes with units, carts, orders and parcels. */
export const shopMutants: readonly Mutant[] = [
  {
    name: 'reserves-without-looking',
    says: 'A share promises more than it has.',
    edits: [
      {
        file: reserveUnits,
        from: 'if (unlimited || sellableOf(state) >= quantity) {',
        to: 'if (unlimited || state.onHand >= quantity) {',
      },
    ],
  },
  {
    name: 'compensation-skipped',
    says: 'An order that ends keeps its units.',
    edits: [
      {
        file: fulfilment,
        from: '.filter(({ sku }) => skus.includes(sku))',
        to: '.filter(({ sku }) => skus.length > 99 && skus.includes(sku))',
      },
    ],
  },
  {
    name: 'undo-before-every-answer-is-in',
    says: 'Units that are granted after the undo stay with nobody.',
    edits: [
      {
        file: saga,
        from: "if (after.phase !== 'running' || after.waitingFor.length > 0) {",
        to: "if (after.phase !== 'running' || (after.waitingFor.length > 0 && after.refused.length === 0)) {",
      },
    ],
  },
  {
    name: 'share-handed-over-and-kept',
    says: 'Units that went to the other region can still be sold here.',
    edits: [
      {
        file: 'services/inventory/evolve-share.ts',
        from: 'onHand: state.onHand - event.quantity, sent }',
        to: 'sent }',
      },
    ],
  },
  {
    name: 'share-ignores-a-counting-between',
    says: 'Units on their way count although everything was counted anew meanwhile.',
    edits: [
      {
        file: transferUnits,
        from: 'const added = count === state.count ? quantity : 0',
        to: 'const added = count === null ? 0 : quantity',
      },
    ],
  },
  {
    name: 'gives-up-without-telling',
    says: 'Shoppers wait for the other region for ever.',
    edits: [
      {
        file: transferUnits,
        from: "return withEvents(state, refuseWaiting(state, 'stock-unreachable'), () => [",
        to: 'return withEvents(state, [], () => [',
      },
    ],
  },
  {
    name: 'release-counts-double',
    says: 'Cancelling gives back more than was reserved.',
    edits: [
      {
        file: 'services/inventory/evolve-share.ts',
        from: 'return { ...state, reserved: state.reserved - event.quantity }',
        to: 'return { ...state, reserved: state.reserved - 2 * event.quantity }',
      },
    ],
  },
  {
    name: 'parcel-leaves-and-stays',
    says: 'What was shipped is still on the shelf.',
    edits: [
      {
        file: 'services/orders/reactions.ts',
        from: '...tracked.map(({ sku, quantity }) => {\n      const command: Unstamped<CommitShipped>',
        to: '...tracked.slice(1).map(({ sku, quantity }) => {\n      const command: Unstamped<CommitShipped>',
      },
    ],
  },
  {
    name: 'order-named-after-the-key',
    says: 'Two devices make two orders of one cart.',
    edits: [
      {
        file: 'services/orders/shopper-routes.ts',
        from: 'target: ({ body }) => orderIdOf(body.cartId),',
        to: 'target: ({ body, key }) => orderIdOf(body.cartId) + key.length + key.charCodeAt(key.length - 1),',
      },
    ],
  },
  {
    name: 'cart-open-after-the-order',
    says: 'A cart that became an order can still be changed.',
    edits: [
      {
        file: 'services/cart/cart.ts',
        from: "return { ...state, is: 'ordered', orderId: event.orderId }",
        to: 'return { ...state, orderId: event.orderId }',
      },
    ],
  },
  {
    name: 'ships-more-than-was-ordered',
    says: 'Staff who press twice send two parcels.',
    edits: [
      {
        file: 'services/orders/units.ts',
        from: 'quantity: quantity - unitsIn(order.shipments, sku) }))',
        to: 'quantity: quantity - unitsIn(order.shipments.slice(1), sku) }))',
      },
    ],
  },
  {
    name: 'state-holds-what-no-event-says',
    says: 'Replaying the events gives another state than the one that is stored.',
    edits: [
      {
        file: 'kernel/commands/document-queue.ts',
        from: 'events.push(...stored)',
        to: 'events.push(...stored.slice(0, 2))',
      },
    ],
  },
  {
    name: 'declined-order-never-expires',
    says: 'An order whose card was declined waits for ever.',
    edits: [
      {
        file: 'services/orders/pay.ts',
        from: 'if (!isDeclined(state) || state.progress.attempt !== attempt) return []',
        to: 'if (!isDeclined(state) || state.progress.attempt === attempt) return []',
      },
    ],
  },
  {
    name: 'mail-key-from-chance',
    says: 'A mail whose first sending went unheard is sent again.',
    edits: [
      {
        file: 'services/notifications/send-mail.ts',
        from: 'await ports.mailer.send(key, compose(letter, ports.publicUrl))',
        to: 'await ports.mailer.send(key + ports.random.fraction(), compose(letter, ports.publicUrl))',
      },
    ],
  },
]
