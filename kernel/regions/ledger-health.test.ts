import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { ledgerHealth } from '#kernel/regions/ledger-health.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'

test('a ledger that fails is told of at the next look, and so is its recovery', async () => {
  const clock = new FakeClock()
  let fails = false
  let room = true
  const health = ledgerHealth({
    hasRoom: async () => room,
    clock,
    ask: async () => {
      if (fails) throw new Error('gone')
    },
  })
  await clock.advance(0)
  equal(health.trouble(), null)
  fails = true
  await clock.advance(300)
  equal(health.trouble(), 'its database does not answer')
  fails = false
  room = false
  await clock.advance(300)
  equal(health.trouble(), 'its disk is full')
  room = true
  await clock.advance(300)
  equal(health.trouble(), null)
  health.stop()
  equal(clock.sleeping, 0)
})

test('whoever asks is answered at once, also while the database is busy', async () => {
  const clock = new FakeClock()
  const health = ledgerHealth({
    hasRoom: async () => true,
    clock,
    ask: () => new Promise(() => undefined),
  })
  await clock.advance(1_900)
  equal(health.trouble(), null)
  await clock.advance(200)
  equal(health.trouble(), 'its database does not answer')
  health.stop()
})
