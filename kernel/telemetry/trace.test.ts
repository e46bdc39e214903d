import { equal, match, notEqual, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { traceparent, validTraceparent, withSpan } from '#kernel/telemetry/trace.ts'

const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test('a trace that arrives is carried on below a span of our own', async () => {
  const inside = await withSpan('work', { parent: given }, async () => {
    await Promise.resolve()
    return traceparent()
  })
  match(String(inside), /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/)
  notEqual(inside, given)
  equal(traceparent(), undefined)
})

test('a span inside another stays in its trace', async () => {
  const inside = await withSpan('outer', { parent: given }, () =>
    withSpan('inner', {}, async () => traceparent()),
  )
  match(String(inside), /^00-0af7651916cd43dd8448eb211c80319c-/)
})

test('work without a trace has none', async () => {
  equal(await withSpan('work', {}, async () => traceparent()), undefined)
})

test('an error goes through a span', async () => {
  await rejects(
    withSpan('work', { parent: given }, async () => {
      throw new Error('broken')
    }),
    /broken/,
  )
})

test('a traceparent is well formed or ignored', () => {
  equal(validTraceparent(given), given)
  for (const bad of ['', 'x', given.toUpperCase(), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])
    equal(validTraceparent(bad), undefined)
})
