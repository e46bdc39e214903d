import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { Note } from '#kernel/service/workload.ts'
import { happened, stored, type RestingParts } from '#kernel/testing/at-rest.ts'
import { specifyInvariants, type Seen } from '#kernel/testing/specify-invariants.ts'
import {
  confirmed,
  confirmedWithVoucher,
  content,
  place,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'
import type { PlacedOrder } from '#services/orders/order-model.ts'
import { restingInvariants } from '#services/orders/resting-invariants.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

const { id, cartId } = content
const other = 'ord_sin_other'
const sold = confirmed().placed
const is = (change: Partial<PlacedOrder>, of = id, version = 4) =>
  stored('order', of, { ...sold, ...change }, version)
const sgd = (amount: number) => ({ amount, currency: 'SGD' })

const rest = (parts: RestingParts): Seen => ({ rest: parts })
const noted = (topic: string, notes: readonly Note[], ...documents: ReturnType<typeof is>[]) =>
  rest({ documents, notes: { [topic]: notes } })

const told = (change: Note = {}): Note => ({
  id,
  cartId,
  version: 4,
  status: 'confirmed',
  total: 7_124,
  ...change,
})
const charge = (change: Partial<BookEntry> = {}): BookEntry => ({
  reference: 'ch_1',
  paymentId: id.replace('ord', 'pay'),
  authorized: sgd(7_124),
  captured: sgd(0),
  refunded: sgd(0),
  voided: false,
  ...change,
})
const books = (order: Partial<PlacedOrder>, ...charges: readonly BookEntry[]) =>
  rest({ documents: [is(order)], outside: { charges } })

const ship = confirmed().play({ type: 'ship', lines: [{ sku: 'MUG', quantity: 1 }] }, sent(1))
const paidFor = ship.placed.shipments[0]?.amount ?? sgd(0)
const unpaid = {
  ...ship.placed,
  shipments: ship.placed.shipments.map((parcel) => ({ ...parcel, captureFailed: true })),
}

const stock = (sku: string) => `stk_sin_${sku}`
const units = (what: string, sku: string, quantity: number, orderId = id) =>
  happened('stock', stock(sku), { type: `inventory.${what}`, orderId, quantity })
const held = (order: PlacedOrder, ...events: readonly ReturnType<typeof units>[]) =>
  rest({
    documents: [
      stored('order', id, order),
      stored('stock', stock('MUG'), {}),
      stored('stock', stock('PLATE'), {}),
    ],
    events,
  })
const both = [units('reserved', 'MUG', 3), units('reserved', 'PLATE', 1)]

const shipAll = { type: 'ship', lines: null } as const
const carried = ({ placed }: PlayedOrder, lines?: readonly ShipmentLine[]) =>
  rest({
    documents: [
      stored('order', id, placed),
      ...(lines === undefined ? [] : [stored('shipment', shipmentId(1), { lines })]),
    ],
  })

const takenBack = {
  id: 'refund-1',
  amount: sgd(1),
  reason: '',
  status: 'done' as const,
  lines: [{ sku: 'MUG', quantity: 2 }],
  returned: true,
}
const gone = confirmed().play({ type: 'ship', lines: null }, sent(1)).placed
/** The bank refused it at first, and staff asked again. */
const repaid: PlacedOrder = {
  ...gone,
  refunds: [{ ...takenBack, status: 'failed' }, takenBack],
  returned: takenBack.lines,
}
const cameBack = (by: number) => ({
  type: 'inventory.adjusted',
  by,
  reason: `returned from ${id}`,
})

const ordered = (orderId: string) =>
  happened('cart', cartId, { type: 'cart.cart-ordered', orderId })

specifyInvariants(
  { service: 'orders', habits: [], invariants: restingInvariants },
  {
    'what somebody was told of an order is so, or became something later': {
      right: [
        noted('orders.told', [told(), told({ status: 'pending', version: 1 })], is({})),
        noted('orders.told', [told()], is({ status: 'cancelled' })),
      ],
      wrong: [
        [noted('orders.told', [told()]), `order ${id} was shown as confirmed and is lost`],
        [
          noted('orders.told', [told()], is({ status: 'rejected' })),
          `order ${id} was shown as confirmed and is rejected`,
        ],
        [
          noted('orders.told', [told({ status: 'rejected' })], is({})),
          `order ${id} was shown as rejected and is confirmed`,
        ],
        [
          noted('orders.told', [told({ version: 5 })], is({})),
          `order ${id} was shown at version 5, is at 4`,
        ],
        [
          noted('orders.told', [told({ total: 7_000 })], is({})),
          `order ${id} was shown with a total of 7000, and costs 7124`,
        ],
      ],
    },
    'who asks again in the same region is never shown an older order': {
      right: [rest({ documents: [is({})] })],
      wrong: [
        [
          noted('orders.went-back', [{ id, region: 'sin', from: 4, to: 3 }]),
          `sin showed order ${id} at 4, then at 3`,
        ],
      ],
    },
    'an order that somebody was given is found': {
      right: [rest({})],
      wrong: [[noted('orders.denied', [{ id }]), `order ${id} was said not to exist`]],
    },
    'an order is cancelled only when somebody asked for it': {
      right: [
        noted('orders.cancelling', [{ id }], is({ status: 'cancelled' })),
        rest({ documents: [is({})] }),
      ],
      wrong: [
        [
          rest({ documents: [is({ status: 'cancelled' })] }),
          `order ${id} is cancelled, and nobody asked for it`,
        ],
      ],
    },
    'a note that staff was told of is kept, once': {
      right: [noted('orders.noted', [{ id, text: 'a' }], is({ notes: [{ at: '', text: 'a' }] }))],
      wrong: [
        [
          noted('orders.noted', [{ id, text: 'a' }], is({})),
          `order ${id} holds the note "a" 0 times`,
        ],
        [
          noted(
            'orders.noted',
            [{ id, text: 'a' }],
            is({ notes: ['a', 'a'].map((text) => ({ at: '', text })) }),
          ),
          `order ${id} holds the note "a" 2 times`,
        ],
      ],
    },
    'nobody is turned away for asking again': {
      right: [rest({})],
      wrong: [
        [
          noted('orders.turned-away', [{ code: 'http.key-reused', detail: 'It was used.' }]),
          'somebody was refused with http.key-reused: It was used.',
        ],
      ],
    },
    'a cart becomes at most one order, by whatever keys it was sent': {
      right: [noted('orders.told', [told(), told()], is({}))],
      wrong: [
        [
          noted('orders.told', [told(), told({ id: other })], is({})),
          `cart ${cartId} became ${id} and ${other}`,
        ],
        [rest({ documents: [is({}), is({}, other)] }), `cart ${cartId} became ${id} and ${other}`],
      ],
    },
    'a confirmed order has one charge of its total, and no other order has one': {
      right: [
        books({}, charge(), charge({ reference: 'ch_0', voided: true })),
        books({ status: 'rejected' }),
        books({ totals: { ...content.totals, total: sgd(0) } }),
      ],
      wrong: [
        [books({}), `order ${id} is confirmed and has 0 charges at the bank`],
        [
          books({}, charge(), charge({ reference: 'ch_2' })),
          `order ${id} is confirmed and has 2 charges at the bank`,
        ],
        [
          books({ status: 'cancelled' }, charge()),
          `order ${id} is cancelled and has 1 charges at the bank`,
        ],
        [
          books({}, charge({ authorized: sgd(7_123) })),
          `order ${id} costs 7124, and the bank holds 7123`,
        ],
        [
          rest({ outside: { charges: [charge()] } }),
          `the bank holds a charge for order ${id}, which does not exist`,
        ],
      ],
    },
    'the bank took and gave back what the order says': {
      right: [books({ captured: sgd(500) }, charge({ captured: sgd(500) }))],
      wrong: [
        [
          books({ captured: sgd(500) }, charge()),
          `order ${id}: 500 was captured, and 0 by the bank's books`,
        ],
        [
          books({}, charge({ captured: sgd(5), refunded: sgd(5) })),
          `order ${id}: 0 was captured, and 5 by the bank's books`,
          `order ${id}: 0 was refunded, and 5 by the bank's books`,
        ],
      ],
    },
    'what was taken is the price of the parcels that were sent': {
      right: [
        rest({ documents: [is({})] }),
        rest({ documents: [is({ ...ship.placed, captured: paidFor })] }),
        rest({ documents: [is(unpaid)] }),
      ],
      wrong: [
        [
          rest({ documents: [is({ ...unpaid, captured: paidFor })] }),
          `order ${id}: parcels worth 0 were sent, and ${paidFor.amount} was captured`,
        ],
        [
          rest({ documents: [is(ship.placed)] }),
          `order ${id}: parcels worth ${paidFor.amount} were sent, and 0 was captured`,
        ],
        [
          rest({ documents: [is({ captured: sgd(9) })] }),
          `order ${id}: parcels worth 0 were sent, and 9 was captured`,
        ],
      ],
    },
    'who agreed to a total was charged that total': {
      right: [noted('orders.agreed', [{ id, shown: 5, charged: 5 }])],
      wrong: [
        [
          noted('orders.agreed', [{ id, shown: 5, charged: 6 }]),
          `order ${id} was agreed at 5 and costs 6`,
        ],
      ],
    },
    'every unit promised is held by an order that stands, and every unit shipped was sent': {
      right: [
        held(sold, ...both),
        held(ship.placed, ...both, units('shipped', 'MUG', 1)),
        held(
          { ...sold, status: 'cancelled' },
          ...both,
          units('released', 'MUG', 3),
          units('released', 'PLATE', 1),
        ),
      ],
      wrong: [
        [
          held({ ...sold, status: 'rejected' }, units('reserved', 'MUG', 3)),
          `order ${id} is rejected: of 3 MUG stock holds 3 for it and has shipped 0; the order sent 0`,
        ],
        [
          held(sold, ...both, units('shipped', 'PLATE', 1)),
          `order ${id} is confirmed: of 1 PLATE stock holds 0 for it and has shipped 1; the order sent 0`,
        ],
        [
          held(sold, ...both, units('reserved', 'MUG', 2, other)),
          `stock holds 2 MUG for ${other}, which did not order it`,
        ],
      ],
    },
    'a parcel carries what needs one, and nothing else': {
      right: [
        carried(confirmedWithVoucher().play(shipAll), [{ sku: 'MUG', quantity: 1 }]),
        carried(confirmedWithVoucher(0).play(shipAll)),
      ],
      wrong: [
        [
          carried(confirmedWithVoucher(0).play(shipAll), [{ sku: 'VOUCHER', quantity: 2 }]),
          `parcel ${shipmentId(1)} carries 2 VOUCHER; it is due nothing`,
        ],
        [
          carried(confirmedWithVoucher().play(shipAll)),
          `parcel ${shipmentId(1)} carries nothing; it is due 1 MUG`,
        ],
      ],
    },
    'every unit that was taken back is in stock again, once': {
      right: [
        held(sold),
        held(
          { ...gone, refunds: [takenBack] },
          happened('stock', stock('MUG'), cameBack(2)),
          happened('stock', stock('PLATE'), {
            type: 'inventory.adjusted',
            by: 9,
            reason: 'came in',
          }),
        ),
        held(repaid, happened('stock', stock('MUG'), cameBack(2))),
      ],
      wrong: [
        [
          held({ ...gone, refunds: [takenBack] }),
          `order ${id}: 2 MUG were taken back, and 0 put into stock again`,
        ],
        [
          held(
            { ...gone, refunds: [takenBack] },
            ...[2, 2].map((by) => happened('stock', stock('MUG'), cameBack(by))),
          ),
          `order ${id}: 2 MUG were taken back, and 4 put into stock again`,
        ],
        [
          held(
            { ...repaid, returned: [{ sku: 'MUG', quantity: 4 }] },
            happened('stock', stock('MUG'), cameBack(4)),
          ),
          `order ${id}: 3 MUG were taken back, and 4 put into stock again`,
        ],
        [
          held(repaid, ...[2, 2].map((by) => happened('stock', stock('MUG'), cameBack(by)))),
          `order ${id}: 2 MUG were taken back, and 4 put into stock again`,
        ],
      ],
    },
    'every order is settled at rest': {
      right: [rest({ documents: [is({}), is({ status: 'cancelled', paymentStatus: 'voided' })] })],
      wrong: [
        [
          rest({ documents: [stored('order', id, new PlayedOrder().play(place).placed)] }),
          `order ${id} is still pending, its payment none`,
          `order ${id} still waits for reserve`,
        ],
        [
          rest({ documents: [is({ status: 'cancelled' })] }),
          `order ${id} is cancelled and its payment not voided`,
        ],
        [
          rest({
            documents: [
              stored('order', id, confirmed().play({ type: 'ship', lines: null }).placed),
            ],
          }),
          `order ${id} still prepares shipment shp_sin_0123456789abcdef-1`,
        ],
        [
          rest({
            documents: [
              is({
                refunds: [
                  {
                    id: 'refund-1',
                    amount: sgd(1),
                    reason: '',
                    status: 'asked',
                    lines: [],
                    returned: false,
                  },
                ],
              }),
            ],
          }),
          `order ${id} still waits for refund-1`,
        ],
      ],
    },
    'the cart of every order knows that it was ordered': {
      right: [rest({ documents: [is({})], events: [ordered(id)] })],
      wrong: [
        [
          rest({ documents: [is({})], events: [ordered(other)] }),
          `cart ${cartId} was told 0 times that it became order ${id}`,
        ],
      ],
    },
  },
)
