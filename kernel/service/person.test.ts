import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { anyOf, insist, newKey, once, pause } from '#kernel/service/person.ts'
import type { Answer, Scene } from '#kernel/service/workload.ts'

/** A scene whose clock moves by what is slept, and whose die always shows the same. */
function scene(fraction = 0.5): Scene & { slept: number[] } {
  let nowMs = 0
  const slept: number[] = []
  return {
    slept,
    clock: {
      now: () => nowMs,
      monotonic: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms
        slept.push(ms)
      },
      after: () => () => undefined,
    },
    random: { bytes: (count) => new Uint8Array(count).fill(7), fraction: () => fraction },
    ask: () => Promise.reject(new Error('nobody asks')),
    note: () => undefined,
    mailsTo: () => [],
    notes: () => [],
  }
}

const answer = (status: number, body: unknown = {}): Answer => ({ status, headers: {}, body })

/** Gives these answers, one after the other, the last for ever. */
function door(...answers: readonly (Answer | Error)[]) {
  const asked = { times: 0 }
  const ask = async (): Promise<Answer> => {
    const now = answers[Math.min(asked.times, answers.length - 1)]
    asked.times += 1
    if (now instanceof Error || now === undefined) throw now
    return now
  }
  return { asked, ask }
}

test('who insists asks again until there is a yes or a no, waiting longer each time', async () => {
  const person = scene()
  const { asked, ask } = door(
    new Fault('unavailable'),
    new Fault('outcome-unknown'),
    answer(503),
    answer(429),
    answer(409, { code: 'http.still-running' }),
    answer(409, { code: 'cart.ordered' }),
  )
  equal((await insist(person, ask))?.status, 409)
  equal(asked.times, 6)
  deepEqual(person.slept, [150, 300, 600, 1_200, 2_400])
})

test('who insists gives up in the end', async () => {
  const { asked, ask } = door(new Fault('unavailable'))
  equal(await insist(scene(), ask, 1_000), null)
  equal(asked.times, 4)
})

test('a bug is not a reason to ask again', async () => {
  const { ask } = door(new TypeError('broken'))
  await rejects(insist(scene(), ask), TypeError)
  await rejects(once(ask), TypeError)
})

test('one attempt without an answer tells nothing', async () => {
  equal(await once(door(answer(502)).ask), null)
  equal(await once(door(new Fault('outcome-unknown')).ask), null)
  equal((await once(door(answer(404)).ask))?.status, 404)
})

test('choices fall by the die of the scene', async () => {
  equal(anyOf(scene(0.99), ['a', 'b', 'c']), 'c')
  equal(anyOf(scene(0), ['a', 'b', 'c']), 'a')
  equal(anyOf(scene(), []), undefined)
  equal(newKey(scene()), '07'.repeat(10))
  const person = scene(0.5)
  await pause(person, 100, 200)
  deepEqual(person.slept, [150])
})
