import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  describe,
  kinds,
  planRound,
  someoneCanSell,
  type FaultKind,
  type PlannedFault,
} from '#cli/campaign/plan.ts'

const rounds = Array.from({ length: 400 }, (_, at) => planRound(7, at + 1))
const planned = rounds.flatMap(({ faults }) => faults)
const sells = (...faults: [FaultKind, string][]) =>
  someoneCanSell({
    seed: 1,
    round: 1,
    pressesTwice: false,
    faults: faults.map(([kind, region]) => ({ kind, region, atMs: 0, lastsMs: 0 })),
  })

test('a seed and a round give the same plan again, and other ones another', () => {
  assert.deepEqual(planRound(7, 3), planRound(7, 3))
  const texts = rounds.map(({ faults }) => faults.map(describe).join())
  assert.ok(new Set(texts).size > 380)
  assert.notDeepEqual(planRound(8, 3).faults, planRound(7, 3).faults)
})

test('every kind of fault comes up, alone and beside another', () => {
  for (const kind of Object.keys(kinds)) {
    for (const size of [1, 2]) {
      const found = rounds.some(
        ({ faults }) => faults.length === size && faults.some((fault) => fault.kind === kind),
      )
      assert.ok(found, `${kind} in a round of ${size}`)
    }
  }
})

test('what a fault needs is drawn with it', () => {
  const of = (kind: FaultKind) => planned.filter((fault) => fault.kind === kind)
  assert.ok(of('latency').every(({ roundTripMs = 0 }) => roundTripMs >= 20 && roundTripMs <= 200))
  assert.deepEqual(new Set(of('partition-one-way').map(({ oneWay }) => oneWay)).size, 2)
  assert.ok(of('full-disk').every(({ region }) => region === 'sin'))
  assert.ok(of('freeze-region').some(({ lastsMs }) => lastsMs < 900))
  assert.ok(of('freeze-region').some(({ lastsMs }) => lastsMs > 4_000))
  assert.ok(rounds.some(({ pressesTwice }) => pressesTwice))
})

test('selling can go on while one region, the bank and whoever decides are there', () => {
  assert.ok(sells(['latency', 'sin'], ['switch-over', 'syd']))
  assert.ok(sells(['kill-region', 'sin'], ['crash-node', 'sin']))
  assert.ok(sells(['partition', 'sin']))
  assert.ok(sells(['witness-away', 'sin']))
  assert.ok(!sells(['kill-region', 'sin'], ['freeze-node', 'syd']))
  assert.ok(!sells(['kill-region', 'sin'], ['witness-away', 'sin']))
  assert.ok(!sells(['partition', 'sin'], ['witness-away', 'sin']))
  assert.ok(!sells(['partition', 'sin'], ['kill-region', 'syd']))
  assert.ok(!sells(['bank-away', 'sin']))
  assert.ok(!sells(['world-crash', 'sin']))
})

test('a fault is told in one line', () => {
  const fault = (kind: FaultKind, rest: Partial<PlannedFault> = {}) =>
    describe({ kind, region: 'syd', atMs: 1_200, lastsMs: 4_460, ...rest })
  assert.equal(fault('freeze-region'), 'freeze-region syd at 1.2 s for 4.5 s')
  assert.equal(fault('crash-node', { lastsMs: 100 }), 'crash-node syd at 1.2 s')
  assert.equal(fault('latency', { roundTripMs: 90 }), 'latency 90 ms at 1.2 s for 4.5 s')
  assert.equal(
    fault('partition-one-way', { oneWay: 'out' }),
    'partition-one-way (what goes from syd) at 1.2 s for 4.5 s',
  )
})
