import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audit, type AuditReport, type Records } from '#cli/drills/audit.ts'
import { charge, order, receipt, records } from '#cli/drills/clean-record.ts'

const says = ({ findings }: AuditReport) =>
  findings.map(({ promise, says, examples }) => `${promise}: ${says}: ${examples.join(', ')}`)
const found = (changed: Partial<Records>) => says(audit(records(changed)))

test('a clean record breaks no promise', () => {
  const report = audit(records())
  assert.deepEqual(report.findings, [])
  assert.equal(report.bought, 2)
  assert.deepEqual([report.lostOrders, report.duplicateCharges, report.oversoldUnits], [0, 0, 0])
  assert.deepEqual([report.orphanedAuthorizations, report.staleWrites], [0, 0])
})

test('an acknowledged order that the ledger does not hold is lost', () => {
  const changed = { orders: new Map([order('a')]), charges: [charge('a')] }
  const report = audit(records(changed))
  assert.deepEqual(says(report), [
    'P1: 1 acknowledged orders are missing or not confirmed: ord_sin_b',
  ])
  assert.equal(report.lostOrders, 1)
})

test('an acknowledged order that the ledger holds as cancelled is lost', () => {
  const orders = new Map([order('a'), order('b', { status: 'cancelled', paymentStatus: 'voided' })])
  const charges = [charge('a'), charge('b', { voided: true })]
  assert.deepEqual(found({ orders, charges }), [
    'P1: 1 acknowledged orders are missing or not confirmed: ord_sin_b',
  ])
})

test('one order given to two shoppers is found', () => {
  const receipts = [receipt('a'), receipt('b'), receipt('b')]
  assert.deepEqual(found({ receipts }), [
    'P1: 1 orders were given to more than one shopper: ord_sin_b',
  ])
})

test('an order that holds other lines than the shopper ordered is found', () => {
  const receipts = [receipt('a'), receipt('b', { lines: [{ sku: 'RARE', quantity: 1 }] })]
  assert.deepEqual(found({ receipts }), [
    'P1: 1 confirmed orders hold other lines than the shopper ordered: ord_sin_b',
  ])
})

test('units sold beyond those there were are found, also those nobody was told about', () => {
  const lines = [{ sku: 'RARE', quantity: 2 }]
  const extra = ['c', 'd'].map((name) => order(name, { lines }))
  const report = audit(
    records({
      orders: new Map([order('a'), order('b'), ...extra]),
      charges: [charge('a'), charge('b'), charge('c'), charge('d')],
    }),
  )
  assert.deepEqual(says(report), [
    'P2: 1 SKUs were sold more often than there were units: RARE: 1 too many',
  ])
  assert.equal(report.oversoldUnits, 1)
})

test('selling the very last unit is not overselling', () => {
  assert.deepEqual(found({ stockBefore: new Map([['PLENTY', 2]]) }), [])
})

test('two charges of one order are a duplicate', () => {
  const charges = [charge('a'), charge('a', { reference: 'ch_again' }), charge('b')]
  const report = audit(records({ charges }))
  assert.deepEqual(says(report), ['P3: 1 orders were charged more than once: ord_sin_a'])
  assert.equal(report.duplicateCharges, 1)
})

test('two captured charges of one order are a duplicate', () => {
  const captured = { captured: { amount: 1_500 } }
  const charges = [
    charge('a', captured),
    charge('a', { ...captured, reference: 'ch_again' }),
    charge('b'),
  ]
  assert.deepEqual(found({ charges }), ['P3: 1 orders were charged more than once: ord_sin_a'])
})

test('a charge that was voided or paid back in full is no duplicate', () => {
  const voided = charge('a', { reference: 'ch_voided', voided: true })
  const paidBack = charge('b', {
    reference: 'ch_back',
    captured: { amount: 1_500 },
    refunded: { amount: 1_500 },
  })
  assert.deepEqual(found({ charges: [charge('a'), voided, charge('b'), paidBack] }), [])
})

test('money voided after a part of it was captured still counts for that part', () => {
  const part = charge('a', { reference: 'ch_part', captured: { amount: 500 }, voided: true })
  assert.deepEqual(found({ charges: [charge('a'), part, charge('b')] }), [
    'P3: 1 orders were charged more than once: ord_sin_a',
  ])
})

test('an authorization without an order is orphaned', () => {
  const report = audit(records({ charges: [charge('a'), charge('b'), charge('ghost')] }))
  assert.deepEqual(says(report), ['P5: 1 charges belong to no confirmed order: ord_sin_ghost'])
  assert.equal(report.orphanedAuthorizations, 1)
})

test('an authorization of a rejected order is orphaned until it is voided', () => {
  const orders = new Map([order('a'), order('b'), order('c', { status: 'rejected' })])
  const charges = [charge('a'), charge('b')]
  assert.deepEqual(found({ orders, charges: [...charges, charge('c')] }), [
    'P5: 1 charges belong to no confirmed order: ord_sin_c',
  ])
  assert.deepEqual(found({ orders, charges: [...charges, charge('c', { voided: true })] }), [])
})

test("a charge of somebody else's order is none of the drill's business", () => {
  const lines = [{ sku: 'A-MERCHANTS-OWN', quantity: 1 }]
  const orders = new Map([order('a'), order('b'), order('other', { status: 'pending', lines })])
  assert.deepEqual(found({ orders, charges: [charge('a'), charge('b'), charge('other')] }), [])
})

test('a confirmed order without a charge, or with one of another sum or currency, is found', () => {
  const uncharged = ['P5: 1 confirmed orders have no charge of their total: ord_sin_b']
  const sum = charge('b', { authorized: { amount: 1_499, currency: 'SGD' } })
  const currency = charge('b', { authorized: { amount: 1_500, currency: 'AUD' } })
  const voided = charge('b', { voided: true })
  for (const charges of [[], [sum], [currency], [voided]]) {
    assert.deepEqual(found({ charges: [charge('a'), ...charges] }), uncharged)
  }
})

test('an order that costs nothing needs no charge', () => {
  const free = { amount: 0, currency: 'SGD' }
  const orders = new Map([order('a'), order('b', { total: free })])
  const receipts = [receipt('a'), receipt('b', { total: 0 })]
  assert.deepEqual(found({ receipts, orders, charges: [charge('a')] }), [])
})

test('an order that was captured, and partly paid back since, is charged', () => {
  const captured = charge('b', { captured: { amount: 1_500 }, refunded: { amount: 300 } })
  const orders = new Map([order('a'), order('b', { status: 'completed' })])
  assert.deepEqual(found({ orders, charges: [charge('a'), captured] }), [])
})

test('capturing more than was authorized, or paying back more than was captured, is found', () => {
  const greedy = charge('a', { captured: { amount: 1_501 } })
  const generous = charge('b', { captured: { amount: 1_500 }, refunded: { amount: 1_501 } })
  const [finding] = audit(records({ charges: [greedy, generous] })).findings
  assert.equal(finding?.says, '2 charges gave or took more than was authorized')
})

test('another total than the shopper was told is found', () => {
  const receipts = [receipt('a'), receipt('b', { total: 1_400 })]
  assert.deepEqual(found({ receipts }), [
    'P5: 1 shoppers were told another total than the ledger holds: ord_sin_b',
  ])
})

test('a shopper who was told no and is charged is found', () => {
  for (const told of ['sold-out', 'rejected', 'declined'] as const) {
    assert.deepEqual(found({ receipts: [receipt('a'), receipt('b', { told })] }), [
      'P5: 1 shoppers were told no, and their order is confirmed: ord_sin_b',
    ])
  }
})

test('an order that is still on its way has never settled; one with a declined card waits', () => {
  const pending = { status: 'pending', paymentStatus: 'none' }
  const declined = { status: 'pending', paymentStatus: 'declined' }
  const orders = new Map([order('a'), order('b'), order('c', pending), order('d', declined)])
  assert.deepEqual(found({ orders }), ['P6: 1 orders never settled: ord_sin_c'])
})

test('writes under a stale epoch are counted', () => {
  const report = audit(records({ staleWrites: ['crt_sin_1', 'crt_sin_2'] }))
  assert.equal(report.staleWrites, 2)
  assert.match(says(report)[0] ?? '', /^P4: 2 writes/)
})

test('an order that an asynchronous region took with it is lost, and allowed only if it was saved', () => {
  const gone = { orders: new Map([order('b')]), charges: [charge('a'), charge('b')] }
  const allowed = audit(records({ ...gone, salvaged: new Set(['ord_sin_a']) }))
  assert.deepEqual([allowed.lostOrders, allowed.salvagedOrders, allowed.findings], [1, 1, []])
  const other = audit(records({ ...gone, salvaged: new Set(['ord_sin_b']) }))
  assert.deepEqual([other.lostOrders, other.salvagedOrders], [1, 0])
  assert.equal(other.findings.length, 2)
})

test('units of orders that were taken along are sold all the same', () => {
  const lines = [{ sku: 'RARE', quantity: 3 }]
  const report = audit(
    records({
      receipts: [receipt('a', { lines }), receipt('b', { lines })],
      orders: new Map([order('b', { lines })]),
      salvaged: new Set(['ord_sin_a']),
    }),
  )
  assert.equal(report.oversoldUnits, 3)
})

test('a write that was saved when its region came back is no stale one', () => {
  const report = audit(
    records({ staleWrites: ['crt_sin_1', 'crt_sin_2'], salvaged: new Set(['crt_sin_2']) }),
  )
  assert.equal(report.staleWrites, 1)
})

test('a drill in which nobody bought anything shows nothing, and says why', () => {
  const receipts = [receipt('a', { told: 'failed', orderId: null, why: 'cart: 503' })]
  assert.deepEqual(found({ receipts, orders: new Map(), charges: [] }), [
    'drill: nobody bought anything, so nothing was shown: cart: 503',
  ])
})

test('a finding names a few examples and counts them all', () => {
  const charges = [charge('a'), charge('b'), ...Array.from('cdefgh', (name) => charge(name))]
  const [finding] = audit(records({ charges })).findings
  assert.equal(finding?.says, '6 charges belong to no confirmed order')
  assert.equal(finding?.examples.length, 5)
})

test('the wait of a shopper in the unharmed region counts whatever they were told', () => {
  const receipts = [
    receipt('a', { shopperRegion: 'syd', checkoutMs: 900 }),
    receipt('b', { shopperRegion: 'sin', checkoutMs: 5_000 }),
    receipt('c', { shopperRegion: 'syd', checkoutMs: 45_000, told: 'failed', orderId: null }),
  ]
  assert.equal(audit(records({ receipts })).survivorsWaitMs, 45_000)
})
