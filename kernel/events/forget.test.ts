import assert from 'node:assert/strict'
import { test } from 'node:test'
import { days, instantOf } from '#kernel/core/instant.ts'
import { Forgetter } from '#kernel/events/forget.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'

const nowMs = 1_800_000_000_000

test('each kind is forgotten at its own age, and one that fails holds up no other', async () => {
  const pruned: [string, string][] = []
  const failed: string[] = []
  const turn = Promise.withResolvers<void>()
  let sleeps = 0
  const clock: Clock = {
    now: () => nowMs,
    monotonic: () => 0,
    after: () => () => undefined,
    sleep: () => {
      sleeps += 1
      if (sleeps > 1) turn.resolve()
      return sleeps > 1 ? new Promise((_, reject) => stop(reject)) : Promise.resolve()
    },
  }
  let stop: (reject: (reason: Error) => void) => void = () => undefined
  const kinds = [
    { kind: 'broken', keepEvents: days(1) },
    { kind: 'order', keepEvents: days(400) },
    { kind: 'cart', keepEvents: days(30) },
  ] as AnyAggregate[]
  const forgetter = new Forgetter({
    clock,
    aggregates: new Map(kinds.map((aggregate) => [aggregate.kind, aggregate])),
    ledger: {
      prune: async (kind, before) => {
        if (kind === 'broken') throw new Error('no')
        pruned.push([kind, before])
        return 1
      },
    },
    onFailure: (kind) => failed.push(kind),
  })
  const ended = new Promise<void>((resolve) => {
    stop = (reject) => {
      void forgetter.stop().then(resolve)
      reject(new Error('stopped'))
    }
  })
  forgetter.start()
  await turn.promise
  await ended
  assert.deepEqual(pruned, [
    ['order', instantOf(nowMs - days(400))],
    ['cart', instantOf(nowMs - days(30))],
  ])
  assert.deepEqual(failed, ['broken'])
})
