import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receipt } from '#cli/drills/clean-record.ts'
import { longestOutageMs } from '#cli/drills/longest-outage.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

const bought = (startedAt: number, endedAt: number) => receipt('a', { startedAt, endedAt })
const inVain = (startedAt: number, endedAt: number, told: Receipt['told'] = 'failed') =>
  receipt('b', { startedAt, endedAt, told })

test('an outage is the longest time between two successful checkouts, in whatever order told', () => {
  assert.equal(
    longestOutageMs([bought(900, 1_000), bought(4_000, 4_500), bought(1_000, 1_400)]),
    3_100,
  )
})

test('an outage that never ends lasts until the last attempt ends', () => {
  const receipts = [bought(0, 100), inVain(150, 30_000), inVain(160, 45_100, 'pending')]
  assert.equal(longestOutageMs(receipts), 45_000)
})

test('a shopper who is stuck while those after them buy is no outage', () => {
  assert.equal(longestOutageMs([bought(0, 100), inVain(50, 45_000), bought(200, 300)]), 200)
})

test('a shopper whose order takes longer than those of everybody after them is no outage', () => {
  const stuck = bought(50, 15_000)
  assert.equal(longestOutageMs([bought(0, 100), stuck, bought(200, 300), bought(400, 600)]), 300)
  assert.equal(longestOutageMs([bought(0, 100), stuck, bought(40, 14_000)]), 13_900)
})

test('being told that something is sold out is an answer', () => {
  assert.equal(longestOutageMs([bought(0, 100), inVain(200, 9_000, 'sold-out')]), 0)
})

test('without a successful checkout there is nothing to measure', () => {
  assert.equal(longestOutageMs([inVain(0, 5_000)]), 0)
})
