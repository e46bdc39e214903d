import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { lastingInvariants } from '#services/orders/lasting-invariants.ts'
import {
  confirmed,
  content,
  delivered,
  place,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'
import type { OrderState, PlacedOrder } from '#services/orders/order-model.ts'

const { id } = content
const order = (state: OrderState) => stored('order', id, state)
const is = (change: Partial<PlacedOrder>) => order({ ...confirmed().placed, ...change })

const pending = new PlayedOrder().play(place).placed
const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const totals = (change: Partial<PlacedOrder['totals']>) => ({ ...content.totals, ...change })
const [mugs, plate] = content.lines
if (mugs === undefined || plate === undefined) throw new Error('the fixture has two lines')

const parcel = (quantity: number, amount: number, sku = 'MUG') => ({
  id: shipmentId(1),
  status: 'sent' as const,
  lines: [{ sku, quantity }],
  amount: sgd(amount),
  trackingNumber: 'T1',
})
const givenBack = (amount: number, status: 'asked' | 'done' | 'failed') => ({
  id: 'refund-1',
  amount: sgd(amount),
  reason: 'broken',
  status,
  lines: [],
  returned: false,
})
const ofLine = (amount: number, sku: string, quantity: number) => ({
  ...givenBack(amount, 'done'),
  lines: [{ sku, quantity }],
})
const freeTaxed = totals({ shipping: sgd(0), taxIncluded: false })

specifyInvariants(
  { service: 'orders', habits: [], invariants: lastingInvariants },
  {
    'an order that was confirmed is never lost or taken back by the shop': {
      right: [
        { now: is({}), before: order(pending) },
        { now: is({ status: 'cancelled' }), before: is({}) },
        { now: order(pending), before: order({ is: 'unplaced' }) },
      ],
      wrong: [
        [
          { now: is({ status: 'rejected', reason: 'sold-out' }), before: is({}) },
          `order ${id} was confirmed and became rejected (sold-out)`,
        ],
        [
          { now: is({}), before: is({ status: 'rejected' }) },
          `order ${id} was rejected and became confirmed (null)`,
        ],
        [
          { now: order({ is: 'unplaced' }), before: is({}) },
          `order ${id} was placed and is not any more`,
        ],
      ],
    },
    'what was ordered, at what price and to where never changes': {
      right: [{ now: is({ status: 'completed' }), before: is({}) }],
      wrong: [
        [
          { now: is({ lines: [mugs] }), before: is({}) },
          `order ${id} has other lines, totals or addresses than when it was placed`,
        ],
        [
          { now: is({ totals: totals({ total: sgd(1) }) }), before: is({}) },
          `order ${id} has other lines, totals or addresses than when it was placed`,
        ],
      ],
    },
    'the id of an order is that of its cart': {
      right: [{ now: is({}) }],
      wrong: [[{ now: is({ cartId: 'crt_sin_9' }) }, `order ${id} was made of cart crt_sin_9`]],
    },
    'an order adds up: lines, shipping and taxes make the total': {
      right: [
        { now: is({}) },
        {
          now: is({
            totals: totals({
              taxIncluded: false,
              taxes: [{ name: 'GST', rateBp: 900, amount: sgd(700) }],
              total: sgd(7_824),
            }),
          }),
        },
      ],
      wrong: [
        [
          { now: is({ lines: [{ ...mugs, total: sgd(5_998) }, plate] }) },
          `order ${id}: 3 MUG at 1999 cost 5998`,
        ],
        [
          { now: is({ lines: [mugs] }) },
          `order ${id}: its lines cost 5997 and its subtotal is 6774`,
        ],
        [
          { now: is({ totals: totals({ total: sgd(7_123) }) }) },
          `order ${id}: goods, shipping and taxes are 7124 and its total is 7123`,
        ],
        [
          { now: is({ lines: [{ ...mugs, tax: sgd(5) }, plate] }) },
          `order ${id}: its taxes are 0, and its lines bear 5`,
        ],
        [
          {
            now: is({
              totals: totals({
                shipping: sgd(0),
                total: sgd(6_774),
                taxes: [{ name: 'GST', rateBp: 900, amount: sgd(7) }],
              }),
            }),
          },
          `order ${id}: its taxes are 7, and its lines bear 0`,
        ],
      ],
    },
    'no more is shipped than was ordered, and parcels cost what the order costs': {
      right: [
        { now: is({}) },
        {
          now: is({
            shipments: [parcel(3, 6_307), { ...parcel(1, 817, 'PLATE'), captureFailed: true }],
          }),
        },
        {
          now: order(
            confirmed().play({ type: 'ship', lines: [{ sku: 'MUG', quantity: 1 }] }, sent(1), {
              type: 'ship',
              lines: null,
            }).placed,
          ),
        },
      ],
      wrong: [
        [{ now: is({ shipments: [parcel(4, 100)] }) }, `order ${id}: of 3 MUG, 4 are shipped`],
        [
          { now: is({ shipments: [parcel(1, 100, 'CUP')] }) },
          `order ${id}: CUP is shipped, which nobody ordered`,
        ],
        [
          { now: is({ shipments: [parcel(3, 7_125)] }) },
          `order ${id}: part of it is shipped for 7125 of 7124`,
        ],
        [
          {
            now: is({
              shipments: [parcel(3, 6_307), { ...parcel(1, 816, 'PLATE'), captureFailed: true }],
            }),
          },
          `order ${id}: all of it is shipped for 6307 of 7124`,
        ],
        [
          { now: is({ shipments: [parcel(3, 7_000), parcel(1, 123, 'PLATE')] }) },
          `order ${id}: all of it is shipped for 7123 of 7124`,
        ],
      ],
    },
    'units are refunded at their price with the tax they bear': {
      right: [
        {
          now: is({
            refunds: [ofLine(6_308, 'MUG', 3), ofLine(1, 'MUG', 1), givenBack(1, 'done')],
          }),
        },
        { now: is({ totals: freeTaxed, refunds: [ofLine(5_997, 'MUG', 3)] }) },
      ],
      wrong: [
        [
          { now: is({ refunds: [ofLine(5_996, 'MUG', 3)] }) },
          `order ${id}: MUG costs 5997, and refund-1 is 5996`,
        ],
        [
          {
            now: is({
              lines: [mugs, { ...plate, tax: sgd(39) }],
              totals: freeTaxed,
              refunds: [ofLine(777, 'PLATE', 1)],
            }),
          },
          `order ${id}: PLATE costs 816, and refund-1 is 777`,
        ],
        [
          { now: is({ totals: freeTaxed, refunds: [ofLine(5_998, 'MUG', 3)] }) },
          `order ${id}: MUG costs 5997, and refund-1 is 5998`,
        ],
      ],
    },
    'no more is refunded than was captured, and no more captured than the total': {
      right: [
        { now: is({ captured: sgd(7_124), refunds: [givenBack(7_124, 'asked')] }) },
        { now: is({ refunds: [givenBack(9_999, 'failed')] }), before: is({}) },
      ],
      wrong: [
        [{ now: is({ captured: sgd(7_125) }) }, `order ${id}: 7125 of 7124 was captured`],
        [
          { now: is({ captured: sgd(100), refunds: [givenBack(101, 'asked')] }) },
          `order ${id}: 101 of 100 was refunded`,
        ],
        [
          { now: is({ captured: sgd(99) }), before: is({ captured: sgd(100) }) },
          `order ${id}: 100 was captured and now 99`,
        ],
        [
          {
            now: is({ captured: sgd(100), refunds: [givenBack(50, 'failed')] }),
            before: is({ captured: sgd(100), refunds: [givenBack(50, 'done')] }),
          },
          `order ${id}: 50 was refunded and now 0`,
        ],
      ],
    },
    'the three statuses of an order go together': {
      right: [
        { now: order(pending) },
        { now: is({}) },
        {
          now: order(confirmed().play({ type: 'ship', lines: null }, sent(1), delivered(1)).placed),
        },
      ],
      wrong: [
        [
          { now: is({ paymentStatus: 'declined' }) },
          `order ${id} is confirmed, declined and unfulfilled`,
        ],
        [
          { now: is({ status: 'pending', paymentStatus: 'captured' }) },
          `order ${id} is pending, captured and unfulfilled`,
        ],
        [
          { now: is({ status: 'completed' }) },
          `order ${id} is completed, authorized and unfulfilled`,
        ],
        [
          { now: is({ status: 'cancelled', shipments: [parcel(1, 100)] }) },
          `order ${id} is cancelled and has 1 shipments`,
        ],
      ],
    },
  },
)
