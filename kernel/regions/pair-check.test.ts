import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import type { PeerStatus } from '#kernel/ports/peer.ts'
import { PairCheck } from '#kernel/regions/pair-check.ts'

const paired: PeerStatus = {
  epoch: 3,
  standing: 'paired',
  inPair: true,
  ledger: true,
  lagBytes: 0,
  pairing: false,
}
const checkOf = (status: () => Promise<PeerStatus>) =>
  new PairCheck({
    peer: { status },
    serving: { epoch: 3 },
    replication: { fence: async () => ({ epoch: 3, serves: [] }) },
  })

test('the pair stands if the peer says so at this epoch, and not if it says nothing', async () => {
  const answers: (PeerStatus | null)[] = [
    paired,
    { ...paired, inPair: false },
    { ...paired, epoch: 4 },
    // Just started: it does not know yet what it was.
    { ...paired, epoch: 0, standing: 'starting', inPair: false },
    null,
  ]
  const stands: boolean[] = []
  for (const answer of answers) {
    const check = checkOf(async () => {
      if (answer === null) throw new Fault('unavailable')
      return answer
    })
    stands.push(await check.stands())
  }
  deepEqual(stands, [true, false, false, false, false])
})

test('whoever asks while a call is under way waits for one that begins after it', async () => {
  const calls: ((status: PeerStatus) => void)[] = []
  const check = checkOf(() => new Promise((resolve) => calls.push(resolve)))
  const first = check.stands()
  const later = [check.stands(), check.stands()]
  equal(calls.length, 1)
  calls[0]?.(paired)
  equal(await first, true)
  await Promise.resolve()
  equal(calls.length, 2)
  calls[1]?.({ ...paired, inPair: false })
  deepEqual(await Promise.all(later), [false, false])
  const again = check.stands()
  equal(calls.length, 3)
  calls[2]?.(paired)
  equal(await again, true)
})
