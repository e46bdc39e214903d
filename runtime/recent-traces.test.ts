import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutes } from '#kernel/core/instant.ts'
import type { TracedSpan } from '#kernel/ports/operations.ts'
import { RecentTraces } from '#runtime/recent-traces.ts'

const clock = { now: () => nowMs }
let nowMs = 0

const span = (traceId: string, about: Partial<TracedSpan> = {}): TracedSpan => ({
  traceId,
  spanId: '1',
  parentId: null,
  name: 'GET /v1/products',
  kind: 'server',
  service: null,
  startMs: nowMs,
  ms: 2,
  error: null,
  attributes: { 'http.request.method': 'GET', 'http.route': '/v1/products' },
  ...about,
})
const change = {
  name: 'POST /v1/orders',
  attributes: { 'http.request.method': 'POST', 'http.route': '/v1/orders' },
}
const idsOf = (traces: RecentTraces) => traces.list().map(({ traceId }) => traceId)

test('reads do not push out orders, failures and what was slow', () => {
  const traces = new RecentTraces(clock, { notable: 10, plain: 2 })
  traces.keep(span('order', change))
  traces.keep(span('failed', { error: 'answered 500' }))
  traces.keep(span('slow', { ms: 900 }))
  for (const number of [1, 2, 3, 4]) traces.keep(span(`read-${number}`))
  assert.deepEqual(idsOf(traces), ['order', 'failed', 'slow', 'read-3', 'read-4'])
})

test('the newest traces are remembered, for an hour', () => {
  const traces = new RecentTraces(clock, { notable: 2 })
  for (const id of ['a', 'b', 'c']) traces.keep(span(id, change))
  assert.deepEqual(idsOf(traces), ['b', 'c'])
  nowMs += minutes(61)
  assert.deepEqual(traces.spansOf('c'), [])
  assert.deepEqual(idsOf(traces), [])
})

test('neither one long trace nor many take more than their room', () => {
  const traces = new RecentTraces(clock, { spans: 6, spansOfOne: 4 })
  for (let number = 0; number < 9; number += 1) traces.keep(span('long', change))
  assert.equal(traces.spansOf('long').length, 4)
  for (const id of ['b', 'b', 'c', 'c']) traces.keep(span(id, change))
  assert.deepEqual(idsOf(traces), ['b', 'c'])
})

test('a trace says how it began, how it was answered and how much of it failed', () => {
  const traces = new RecentTraces(clock)
  const startMs = nowMs
  const answered = { ...change.attributes, 'http.response.status_code': 202 }
  const later = {
    spanId: '2',
    parentId: '1',
    kind: 'client',
    startMs: startMs + 5,
    ms: 40,
  } as const
  traces.keep(span('order', { ...later, name: 'call payments.authorize', error: 'timeout' }))
  traces.keep(span('order', { ...change, attributes: answered, ms: 9 }))
  assert.deepEqual(traces.list(), [
    {
      traceId: 'order',
      first: { name: 'POST /v1/orders', startMs, ms: 9, parentId: null },
      status: 202,
      endMs: startMs + 45,
      spans: 2,
      failed: 1,
    },
  ])
})

test('a trace is named by what it began with, also when a part of it began in the same millisecond', () => {
  const traces = new RecentTraces(clock)
  traces.keep(span('order', { spanId: '2', parentId: '1', name: 'forward POST', kind: 'client' }))
  traces.keep(span('order', { ...change, parentId: 'of the client' }))
  assert.deepEqual(
    traces.list().map(({ first }) => first.name),
    ['POST /v1/orders'],
  )
})

test('each span says whose work it was', () => {
  const traces = new RecentTraces(clock)
  const works: Partial<TracedSpan>[] = [
    change,
    { attributes: { 'meridian.kind': 'stock' } },
    { attributes: { 'messaging.destination.name': 'payments/authorize' } },
    { attributes: { 'meridian.call': 'notifications.send-mail' } },
    { attributes: { 'meridian.to': 'sin' } },
  ]
  for (const work of works) traces.keep(span('order', work))
  assert.deepEqual(
    traces.spansOf('order').map(({ service }) => service),
    ['orders', 'inventory', 'payments', 'notifications', null],
  )
})
