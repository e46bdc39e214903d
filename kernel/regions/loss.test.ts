import { deepEqual, ok, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import type { LossReport } from '#kernel/ports/losses.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import { isAccountedFor, markReconciled } from '#kernel/regions/loss.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'
import { FakeLosses } from '#kernel/testing/two-regions.ts'

const report: LossReport = {
  epoch: 2,
  at: '2025-03-01T08:00:00.000Z',
  lostRegion: 'sin',
  adoptedBy: 'syd',
  homes: ['sin'],
  lastArrived: null,
  lastSeen: null,
  salvaged: { at: '', events: 2, file: 'report.jsonl', complete: true, reconciledAt: null },
}

test('what was reconciled is told to the peer again that did not hear it the first time', async () => {
  const [losses, there] = [new FakeLosses(), new FakeLosses()]
  await losses.keep(report)
  let isAway = true
  const peer = {
    keepLoss: (known: LossReport) =>
      isAway ? Promise.reject(new Fault('unavailable')) : there.keep(known),
  } as Partial<Peer> as Peer
  const parts = { losses, peer, clock: new FakeClock() }
  await rejects(markReconciled('sin', parts))
  isAway = false
  await markReconciled('sin', parts)
  deepEqual(there.reports, losses.reports)
  ok(isAccountedFor(there.reports, 'sin'))
})
