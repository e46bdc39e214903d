import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { resilient } from '#kernel/resilience/resilient.ts'

const down = new Error('ECONNREFUSED')

test('a call that fails at first is tried again until it succeeds', async () => {
  let calls = 0
  const call = resilient('peer', { timeoutMs: 100, attempts: 3 }, async (input: string) => {
    calls += 1
    if (calls < 3) throw down
    return input.toUpperCase()
  })
  equal(await call('a'), 'A')
  equal(calls, 3)
})

test('without attempts of its own a call is made once', async () => {
  let calls = 0
  const call = resilient('peer', { timeoutMs: 100 }, async () => {
    calls += 1
    throw down
  })
  await rejects(call(null), { code: 'unavailable', cause: down })
  equal(calls, 1)
})

test('what no repeat can mend is not repeated and does not open the breaker', async () => {
  let calls = 0
  const call = resilient('peer', { timeoutMs: 100, attempts: 3, breakAfter: 1 }, async () => {
    calls += 1
    throw new Fault('bad-cursor')
  })
  await rejects(call(null), { code: 'bad-cursor' })
  await rejects(call(null), { code: 'bad-cursor' })
  equal(calls, 2)
})

test('an attempt ends at its deadline, and is told so', async () => {
  let told = false
  const call = resilient('peer', { timeoutMs: 20 }, (_: null, signal) => {
    signal.addEventListener('abort', () => (told = true))
    return new Promise<never>(() => undefined)
  })
  await rejects(call(null), { code: 'timeout' })
  equal(told, true)
})

test('a part that keeps failing is left alone, then tried with one call', async () => {
  let works = false
  let calls = 0
  const outcomes: string[] = []
  const call = resilient(
    'peer',
    {
      timeoutMs: 100,
      breakAfter: 2,
      aloneMs: 40,
      onOutcome: (name, outcome) => outcomes.push(`${name} ${outcome}`),
    },
    async () => {
      calls += 1
      if (!works) throw down
      return 'up'
    },
  )
  for (let times = 0; times < 4; times += 1) await rejects(call(null), { code: 'unavailable' })
  equal(calls, 2)
  works = true
  await new Promise((resolve) => setTimeout(resolve, 60))
  equal(await call(null), 'up')
  const failed = 'peer failed'
  deepEqual(outcomes, [failed, failed, 'peer not-tried', 'peer not-tried', 'peer ok'])
})

test('a caller that gives up ends the retries', async () => {
  const leaving = new AbortController()
  let calls = 0
  const call = resilient('peer', { timeoutMs: 100, attempts: 10 }, async () => {
    calls += 1
    leaving.abort()
    throw down
  })
  await rejects(call(null, leaving.signal), { code: 'timeout' })
  equal(calls, 1)
})
