import type { Mutant } from '#tools/mutants/mutant.ts'

const calls = 'services/payments/calls.ts'
const fulfilment = 'services/orders/fulfilment.ts'

/** Mistakes with somebody's money. */
export const moneyMutants: readonly Mutant[] = [
  {
    name: 'bank-key-from-chance',
    says: 'A repeated call to the bank authorizes the card again.',
    edits: [
      {
        file: calls,
        from: 'const answer = await ports.payments.authorize(key, {',
        to: 'const answer = await ports.payments.authorize(key + ports.random.fraction(), {',
      },
    ],
  },
  {
    name: 'capture-key-from-chance',
    says: 'A repeated call to the bank takes the money of a shipment again.',
    edits: [
      {
        file: calls,
        from: 'ports.payments.capture(key,',
        to: 'ports.payments.capture(key + ports.random.fraction(),',
      },
    ],
  },
  {
    name: 'unclear-bank-counts-as-declined',
    says: 'The bank times out after it charged; the order forgets the charge.',
    edits: [
      {
        file: calls,
        from: 'const answer = await ports.payments.authorize(key, { paymentId: id, amount, token })',
        to: `const answer = await ports.payments
        .authorize(key, { paymentId: id, amount, token })
        .catch(() => ({ approved: false as const, reason: 'no-answer' }))`,
      },
    ],
  },
  {
    name: 'refunds-more-than-captured',
    says: 'Two refunds at once give back more than was taken.',
    edits: [
      {
        file: 'services/payments/refund.ts',
        from: 'if (spoken(state.refunds) + amount.amount > done(state.captures)) {',
        to: 'if (amount.amount < 0) {',
      },
      {
        file: 'services/orders/refund.ts',
        from: 'if (amount.amount > left.amount || amount.amount === 0) {',
        to: 'if (amount.amount === 0) {',
      },
    ],
  },
  {
    name: 'undo-forgets-the-card',
    says: 'A cancelled order keeps its hold on the card.',
    edits: [
      {
        file: fulfilment,
        from: "return [{ kind: 'payment', id: paymentIdOf(order.id), command }]",
        to: "return command.orderId === '' ? [{ kind: 'payment', id: paymentIdOf(order.id), command }] : []",
      },
    ],
  },
  {
    name: 'shipment-charged-in-full',
    says: 'Each part of an order takes the money of the whole.',
    edits: [
      {
        file: 'services/orders/taken-ahead.ts',
        from: 'const price = chargeFor(state, units, (sku) => unitsIn(state.shipments, sku))',
        to: 'const price = chargeFor(state, units, (sku) => 0 * unitsIn(state.shipments, sku))',
      },
    ],
  },
  {
    name: 'captures-without-a-label',
    says: 'Money is taken when a parcel is asked for, again when it is sent.',
    edits: [
      {
        file: 'services/payments/capture.ts',
        from: 'if (captureId in state.captures) return []',
        to: '',
      },
      {
        file: 'services/orders/reactions.ts',
        from: "...(amount.amount > 0 ? [{ kind: 'payment', id: paymentIdOf(orderId), command: capture }] : []),",
        to: `{ kind: 'payment', id: paymentIdOf(orderId), command: capture },
    { kind: 'payment', id: paymentIdOf(orderId), command: capture },`,
      },
    ],
  },
  {
    name: 'confirms-before-the-bank-has-answered',
    says: 'Orders are confirmed that nobody pays.',
    edits: [
      {
        file: fulfilment,
        from: 'if (total.amount === 0) return []',
        to: 'if (total.amount % 7 === 0) return []',
      },
    ],
  },
  {
    name: 'total-without-tax',
    says: 'The order says one amount, its lines another.',
    edits: [
      {
        file: 'services/orders/gather-order.ts',
        from: 'const whole = await context.ask(quote, { ...basket, shipping })',
        to: 'const quoted = await context.ask(quote, { ...basket, shipping })\n  const whole = quoted && { ...quoted, total: quoted.subtotal }',
      },
    ],
  },
]
