import { equal } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { probeLedger } from '#runtime/ledger-probe.ts'

test('a ledger that fails is told of at the next look, and so is its recovery', async () => {
  let fails = false
  const probe = probeLedger({
    mark: async () => {
      if (fails) throw new Error('gone')
      return null
    },
  })
  equal(probe.answers(), true)
  fails = true
  for (let look = 0; look < 40 && probe.answers(); look += 1) await sleep(50)
  equal(probe.answers(), false)
  fails = false
  for (let look = 0; look < 40 && !probe.answers(); look += 1) await sleep(50)
  equal(probe.answers(), true)
  probe.stop()
})
