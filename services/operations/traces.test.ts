import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TracedSpan } from '#kernel/ports/operations.ts'
import { tracesOf, waterfall } from '#services/operations/traces.ts'

const part = (traceId: string, region: string, startMs: number, parentId: string | null) => ({
  traceId,
  region,
  first: { name: `POST ${region}`, startMs, ms: 10, parentId },
  status: 202,
  endMs: startMs + 30,
  spans: 2,
  failed: 1,
})

test('what two regions remember of a trace is one trace, named by where it began', () => {
  // The clock of the second region is behind.
  const parts = [
    part('a', 'sin', 900, 'x'),
    part('a', 'syd', 1_000, null),
    part('b', 'sin', 2_000, null),
  ]
  assert.deepEqual(tracesOf(parts), [
    {
      id: 'b',
      name: 'POST sin',
      status: 202,
      startedAt: '1970-01-01T00:00:02.000Z',
      answeredMs: 10,
      ms: 30,
      spans: 2,
      failed: 1,
      regions: ['sin'],
    },
    {
      id: 'a',
      name: 'POST syd',
      status: 202,
      startedAt: '1970-01-01T00:00:00.900Z',
      answeredMs: 10,
      ms: 130,
      spans: 4,
      failed: 2,
      regions: ['syd', 'sin'],
    },
  ])
})

const span = (
  spanId: string,
  parentId: string | null,
  startMs: number,
): TracedSpan & { region: string } => ({
  traceId: 'a',
  spanId,
  parentId,
  name: spanId,
  kind: 'internal',
  service: null,
  region: 'sin',
  startMs,
  ms: 5,
  error: null,
  attributes: { 'meridian.attempt': 2 },
})

test('each span follows the one it is part of, siblings by time', () => {
  const shown = waterfall([
    span('late', 'root', 30),
    span('early', 'root', 10),
    span('inner', 'early', 12),
    span('root', null, 5),
    span('orphan', 'of a region that does not answer', 40),
  ])
  assert.deepEqual(
    shown.map(({ id, depth, offsetMs }) => [id, depth, offsetMs]),
    [
      ['root', 0, 0],
      ['early', 1, 5],
      ['inner', 2, 7],
      ['late', 1, 25],
      ['orphan', 0, 35],
    ],
  )
  assert.deepEqual(shown[0]?.attributes, { 'meridian.attempt': '2' })
})
