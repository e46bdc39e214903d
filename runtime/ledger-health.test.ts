import { equal } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { ledgerHealth } from '#runtime/ledger-health.ts'

const looksMax = 40

test('a ledger that fails is told of at the next look, and so is its recovery', async () => {
  let fails = false
  const health = ledgerHealth({
    folder: null,
    ask: async () => {
      if (fails) throw new Error('gone')
    },
  })
  equal(health.trouble(), null)
  fails = true
  for (let look = 0; look < looksMax && health.trouble() === null; look += 1) await sleep(50)
  equal(health.trouble(), 'its database does not answer')
  fails = false
  for (let look = 0; look < looksMax && health.trouble() !== null; look += 1) await sleep(50)
  equal(health.trouble(), null)
  health.stop()
})

test('whoever asks is answered at once, also while the database is busy', async () => {
  const health = ledgerHealth({ folder: null, ask: () => new Promise(() => undefined) })
  const before = performance.now()
  equal(health.trouble(), null)
  equal(performance.now() - before < 50, true)
  health.stop()
})
