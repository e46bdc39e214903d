import { happened, stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import type { StockEvent } from '#services/inventory/contract.ts'
import { noShare, type Asking, type Share } from '#services/inventory/share.ts'
import { workload } from '#services/inventory/workload.ts'

const sin = 'stk_sin_TEA'
const syd = 'stk_syd_TEA'
const share = (change: Partial<Share>, id = sin) =>
  stored('stock', id, { ...noShare, count: 'c1', ...change })
const event = (stockEvent: StockEvent, id = sin) => happened('stock', id, stockEvent)

const asking: Asking = {
  request: 3,
  at: '2026-01-05T00:00:00.000Z',
  quantity: 1,
  got: 0,
  evening: false,
  early: false,
  late: false,
  round: 1,
}
const waiting = { ord_sin_1: { quantity: 2, attempt: 1 } }

const reserved = (orderId: string, quantity: number, attempt = 1): StockEvent => ({
  type: 'inventory.reserved',
  orderId,
  attempt,
  quantity,
})
const released = (orderId: string, quantity: number): StockEvent => ({
  type: 'inventory.released',
  orderId,
  quantity,
})
const shipped = (orderId: string, quantity: number): StockEvent => ({
  type: 'inventory.shipped',
  orderId,
  quantity,
})
const counted = (onHand: number, count = 'c1'): StockEvent => ({
  type: 'inventory.counted',
  count,
  onHand,
  tracked: true,
  backorder: false,
  others: {},
})
const adjusted = (by: number, reason = 'came in'): StockEvent => ({
  type: 'inventory.adjusted',
  by,
  reason,
})
const sent = (to: string, quantity: number): StockEvent => ({
  type: 'inventory.share-released',
  to,
  request: 1,
  count: 'c1',
  quantity,
  missing: 0,
  evenWith: null,
  early: false,
  then: [],
})
const got = (from: string, units: number): StockEvent => ({
  type: 'inventory.share-received',
  from,
  request: 1,
  count: 'c1',
  sent: units,
  added: units,
  last: true,
  early: false,
})

/** Ten pieces in Singapore of which three went to Sydney, two were sold and one of these sent. */
const transferred = (received: readonly StockEvent[], inSydney: number) => ({
  documents: [share({ onHand: 6, reserved: 1 }), share({ onHand: inSydney }, syd)],
  events: [
    event(counted(10)),
    event(counted(0), syd),
    event(sent('syd', 3)),
    event(reserved('ord_sin_1', 2)),
    event(shipped('ord_sin_1', 1)),
    ...received.map((one) => event(one, syd)),
  ],
  notes: { 'inventory.stocked': [{ sku: 'TEA', units: 10 }] },
})

/** Ten pieces, and what became of the adjustments that staff asked for. */
const staff = (
  came: readonly StockEvent[],
  onHand: number,
  answered: readonly { key: string; done: boolean }[] = [],
) => ({
  documents: [share({ onHand })],
  events: [event(counted(10)), ...came.map((one) => event(one))],
  notes: {
    'inventory.stocked': [{ sku: 'TEA', units: 10 }],
    'inventory.asked': asked,
    'inventory.answered': answered,
  },
})
const [five, lessTwo] = [adjusted(5, 'came in (k1)'), adjusted(-2, 'broken (k2)')]
const asked = [
  { key: 'k1', sku: 'TEA', by: 5 },
  { key: 'k2', sku: 'TEA', by: -2 },
]
/** Sydney is told 11 of 16; two of its units left meanwhile, and one that was known of before. */
const countedTwice = (onHand: number, sum: number) => {
  const [inSingapore, inSydney] = ['stk_sin_MUG', 'stk_syd_MUG']
  const told = { type: 'inventory.counted', count: 'c2', tracked: true, backorder: false } as const
  return {
    documents: [share({ onHand: sum - onHand }, inSingapore), share({ onHand }, inSydney)],
    events: [
      event({ ...told, onHand: 5, others: { syd: 11 }, seen: { sin: 0, syd: -1 } }, inSingapore),
      event(counted(12), inSydney),
      event(shipped('ord_syd_1', 3), inSydney),
      event({ ...told, onHand, others: {} }, inSydney),
    ],
  }
}
const done = (...keys: readonly string[]) => keys.map((key) => ({ key, done: true }))

specifyInvariants(workload, {
  'a share promises no unit that it does not have': {
    right: [
      { now: share({ onHand: 2, reserved: 2 }), before: share({ onHand: 2, reserved: 1 }) },
      { now: share({ reserved: 1, backorder: true }), before: share({ backorder: true }) },
      // Somebody found fewer than were promised, and then one more came.
      { now: share({ reserved: 2, count: 'c2' }), before: share({ onHand: 2, reserved: 2 }) },
      { now: share({ onHand: 1, reserved: 2 }), before: share({ reserved: 2 }) },
      // Back orders were taken for less than a commit.
      { now: share({ reserved: 3, rules: 'r2' }), before: share({ onHand: 1, rules: 'r1' }) },
    ],
    wrong: [
      [
        { now: share({ onHand: 2, reserved: 3 }), before: share({ onHand: 2, reserved: 2 }) },
        `${sin} has 2 units and has promised 3`,
      ],
      [
        { now: share({ reserved: 3 }), before: share({ reserved: 2 }) },
        `${sin} has 0 units and has promised 3`,
      ],
      [{ now: share({ reserved: 1, count: '' }) }, `${sin} has 0 units and has promised 1`],
    ],
  },
  'what a share has promised, sent, received and asked for never goes back below': {
    right: [
      {
        now: share({ sent: { syd: 2 }, received: { syd: 1 }, requests: 2, count: 'c2' }),
        before: share({ sent: { syd: 1 }, requests: 2 }),
      },
    ],
    wrong: [
      [{ now: share({ reserved: -1 }) }, `${sin} has promised -1 units`],
      [
        { now: share({ count: 'c1' }), before: share({ count: 'c2' }) },
        `${sin} goes back to the counting of c1`,
      ],
      [{ now: share({ requests: 1 }), before: share({ requests: 3 }) }, `${sin} forgot 2 requests`],
      [
        { now: share({ sent: { syd: 1 } }), before: share({ sent: { syd: 2 } }) },
        `${sin} has sent 1 transfers of syd, after 2`,
      ],
      [
        { now: share({}), before: share({ received: { syd: 2 } }) },
        `${sin} has received 0 transfers of syd, after 2`,
      ],
    ],
  },
  'somebody is asked as long as a shopper waits for units': {
    right: [{ now: share({ waiting, asking }) }, { now: share({}) }],
    wrong: [
      [{ now: share({ waiting }) }, `${sin} asks nobody while ord_sin_1 waits for units`],
      [
        { now: share({ waiting, asking: { ...asking, late: true } }) },
        `${sin} asks nobody while ord_sin_1 waits for units`,
      ],
    ],
  },
  'every reservation belongs to one order of its home': {
    right: [
      {
        rest: {
          documents: [share({ reserved: 3 })],
          events: [
            reserved('ord_sin_1', 4),
            released('ord_sin_1', 4),
            reserved('ord_sin_1', 4, 2),
            shipped('ord_sin_1', 1),
          ].map((one) => event(one)),
        },
      },
    ],
    wrong: [
      [
        {
          rest: {
            documents: [share({ reserved: 4 })],
            events: [reserved('ord_sin_1', 2), reserved('ord_sin_1', 2)].map((one) => event(one)),
          },
        },
        'TEA in sin answered attempt 1 of ord_sin_1 twice',
      ],
      [
        {
          rest: {
            documents: [share({ reserved: 1 })],
            events: [event(reserved('ord_syd_1', 1))],
          },
        },
        'TEA in sin was asked by ord_syd_1',
      ],
      [
        {
          rest: {
            documents: [share({ reserved: 0 })],
            events: [
              reserved('ord_sin_1', 1),
              reserved('ord_sin_2', 1),
              released('ord_sin_1', 2),
            ].map((one) => event(one)),
          },
        },
        'TEA in sin let go 1 more than ord_sin_1 held',
      ],
      [
        {
          rest: { documents: [share({ reserved: 5 })], events: [event(reserved('ord_sin_1', 1))] },
        },
        'TEA in sin has promised 5 units, and orders hold 1',
      ],
    ],
  },
  'what one share lets go another receives once': {
    right: [{ rest: transferred([got('sin', 3)], 3) }],
    wrong: [
      [
        { rest: transferred([], 0) },
        'TEA: sin sent 1 transfers of 3 units, syd received 0 transfers of 0 units',
      ],
      [
        { rest: transferred([got('sin', 3), got('sin', 3)], 6) },
        'TEA: sin sent 1 transfers of 3 units, syd received 2 transfers of 6 units',
      ],
    ],
  },
  'units on hand are those that came, less those that were shipped': {
    right: [
      { rest: transferred([got('sin', 3)], 3) },
      { rest: countedTwice(9, 14) },
      { rest: staff([], 10) },
      { rest: staff([five], 15) },
      { rest: staff([five, lessTwo, adjusted(1, 'returned from ord_sin_1')], 14) },
    ],
    wrong: [
      [
        { rest: transferred([], 0) },
        'TEA: 6 units on hand, and 9 by the last counting',
        'TEA: 6 units on hand, and staff put 10, orders took 1',
      ],
      [
        { rest: staff([adjusted(1, 'nobody asked')], 11) },
        'TEA: 11 units on hand, and staff put 10, orders took 0',
      ],
      // The parcel that left before Sydney heard of the counting has come back.
      [
        { rest: countedTwice(11, 16) },
        'MUG: 16 units on hand, and 14 by what the last counting knew',
      ],
      // A counting anew of what somebody took for all units: three were on their way.
      [
        { rest: staff([five, counted(12)], 12) },
        'TEA: 12 units on hand, and staff put 15, orders took 0',
      ],
    ],
  },
  'an adjustment takes effect once when it was answered, and not when it was refused': {
    right: [
      { rest: staff([], 10) },
      { rest: staff([five], 15) },
      { rest: staff([five, lessTwo], 13, done('k1', 'k2')) },
      { rest: staff([], 10, [{ key: 'k1', done: false }]) },
    ],
    wrong: [
      [
        { rest: staff([five], 15, done('k1', 'k2')) },
        'TEA: -2 units under k2 were done, and came 0 times',
      ],
      [
        { rest: staff([five, five], 20, done('k1')) },
        'TEA: 5 units under k1 were done, and came 2 times',
      ],
      [
        { rest: staff([lessTwo, lessTwo], 6) },
        'TEA: -2 units under k2 were not answered, and came 2 times',
      ],
      [
        { rest: staff([five], 15, [{ key: 'k1', done: false }]) },
        'TEA: 5 units under k1 were refused, and came 1 times',
      ],
    ],
  },
  'what is sold below zero can be changed at any time': {
    right: [{ rest: { notes: { 'inventory.ruled': [{ sku: 'TEA', backorder: true }] } } }],
    wrong: [
      [
        { rest: { notes: { 'inventory.rules-refused': [{ sku: 'TEA', backorder: false }] } } },
        'back orders of TEA were not set to false',
      ],
    ],
  },
  'at rest nobody waits for units and all shares go back to the same counting': {
    right: [{ rest: { documents: [share({}), share({}, syd)] } }],
    wrong: [
      [
        { rest: { documents: [share({ waiting, asking })] } },
        'TEA: ord_sin_1 still waits in sin',
        'TEA: sin still waits for request 3',
      ],
      [
        { rest: { documents: [share({ ahead: { count: 'c2', quantity: 4 } })] } },
        'TEA: 4 units in sin wait for a counting that never came',
      ],
      [
        { rest: { documents: [share({}), share({ count: 'c2' }, syd)] } },
        'TEA: the shares were counted c1, c2',
      ],
      [
        { rest: { documents: [share({ backorder: true }), share({}, syd)] } },
        'TEA: the shares are sold by different rules',
      ],
    ],
  },
})
