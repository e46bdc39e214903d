import { memoryLedger } from '#adapters/memory/ledger.ts'
import { ManualClock } from '#adapters/memory/clock.ts'
import { ledgerSuite } from '#kernel/testing/ledger-suite.ts'

ledgerSuite('the ledger in memory', async () => {
  const clock = new ManualClock(Date.parse('2026-03-01T09:00:00.000Z'))
  const leaseMs = 30_000
  const ledger = memoryLedger({ clock, leaseMs })
  return {
    ledger,
    now: () => clock.now(),
    serve: async (serves, epoch = 1) => {
      ledger.store.fence = { epoch, serves }
    },
    otherProcess: async () => memoryLedger({ clock, leaseMs, store: ledger.store }),
    advance: (ms) => clock.advance(ms),
    close: () => ledger.close(),
  }
})
