import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { PairCheck } from '#kernel/regions/pair-check.ts'

const replication = {
  fence: async () => ({ epoch: 3, serves: [] }),
  leftPairsBefore: async () => 3,
}
const checkOf = (keepsPair: (epoch: number) => Promise<boolean>) =>
  new PairCheck({ peer: { keepsPair }, serving: { epoch: 3 }, replication })

test('the pair stands if the peer says so of this epoch, and not if it says nothing', async () => {
  const asked: number[] = []
  const standsIf = (says: () => boolean) =>
    checkOf(async (epoch) => {
      asked.push(epoch)
      return says()
    }).stands()
  const silent = () => {
    throw new Fault('unavailable')
  }
  deepEqual(
    [await standsIf(() => true), await standsIf(() => false), await standsIf(silent)],
    [true, false, false],
  )
  deepEqual(asked, [3, 3, 3])
})

test('a region that has moved on meanwhile takes no answer about what was', async () => {
  const serving = { epoch: 3 }
  const keepsPair = async () => {
    serving.epoch = 4
    return true
  }
  equal(await new PairCheck({ peer: { keepsPair }, serving, replication }).stands(), false)
})

test('a pair is left when any process of this region has noted so, and one of an earlier epoch does not count', async () => {
  const isLeft = (before: number) =>
    new PairCheck({
      peer: { keepsPair: async () => true },
      serving: { epoch: 3 },
      replication: { ...replication, leftPairsBefore: async () => before },
    }).isLeft()
  deepEqual([await isLeft(0), await isLeft(3), await isLeft(4)], [false, false, true])
})

test('whoever asks while a call is under way waits for one that begins after it', async () => {
  const calls: ((keeps: boolean) => void)[] = []
  const check = checkOf(() => new Promise((resolve) => calls.push(resolve)))
  const first = check.stands()
  const later = [check.stands(), check.stands()]
  equal(calls.length, 1)
  calls[0]?.(true)
  equal(await first, true)
  await Promise.resolve()
  equal(calls.length, 2)
  calls[1]?.(false)
  deepEqual(await Promise.all(later), [false, false])
  const again = check.stands()
  equal(calls.length, 3)
  calls[2]?.(true)
  equal(await again, true)
})
