import { AsyncLocalStorage } from 'node:async_hooks'
import { equal, ok, rejects } from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ROOT_CONTEXT,
  context,
  trace,
  type Context,
  type Span,
  type SpanOptions,
  type SpanStatus,
  type Tracer,
} from '@opentelemetry/api'
import { traceparent, withSpan } from '#kernel/telemetry/trace.ts'

const recorded: { name: string; parent?: string | undefined; ended: boolean; text: string }[] = []
const current = new AsyncLocalStorage<Context>()

context.setGlobalContextManager({
  active: () => current.getStore() ?? ROOT_CONTEXT,
  with: (active, run, thisArg, ...args) => current.run(active, () => run.call(thisArg, ...args)),
  bind: (_, target) => target,
  enable: () => context as never,
  disable: () => context as never,
})
trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer })
after(() => {
  trace.disable()
  context.disable()
})

function startSpan(name: string, _: SpanOptions, below: Context): Span {
  const parent = trace.getSpanContext(below)
  const entry = { name, parent: parent?.spanId, ended: false, text: '' }
  recorded.push(entry)
  const spanId = String(recorded.length).padStart(16, 'a')
  return {
    spanContext: () => ({ traceId: parent?.traceId ?? 'b'.repeat(32), spanId, traceFlags: 1 }),
    isRecording: () => true,
    setAttributes: (given: object) => (entry.text += JSON.stringify(given)),
    setAttribute: (key: string, value: string) => (entry.text += `${key}=${value}`),
    setStatus: ({ message }: SpanStatus) => (entry.text += message),
    end: () => (entry.ended = true),
  } as unknown as Span
}

const given = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`

test('with an SDK, spans are its spans and their trace goes out', async () => {
  const [outer, inner] = await withSpan('outer', { parent: given }, async () => [
    traceparent(),
    await withSpan('inner', {}, async () => traceparent()),
  ])
  equal(outer, `00-${'c'.repeat(32)}-${'1'.padStart(16, 'a')}-01`)
  equal(inner, `00-${'c'.repeat(32)}-${'2'.padStart(16, 'a')}-01`)
  equal(recorded[0]?.parent, 'd'.repeat(16))
  equal(recorded[1]?.parent, '1'.padStart(16, 'a'))
  ok(recorded.every(({ ended }) => ended))
})

test('no secret reaches a span, by attribute or by error', async () => {
  const attributes = { says: 'for ada@example.com', count: 2 }
  const work = withSpan('work', { attributes }, async () => {
    throw new Error('refused tok_visa')
  })
  await rejects(work, /refused/)
  const { text, ended } = recorded.at(-1) ?? { text: '', ended: false }
  ok(ended)
  ok(text.includes('"count":2') && text.includes('error.type=Error'), text)
  ok(!text.includes('tok_visa') && !text.includes('ada@'), text)
})
