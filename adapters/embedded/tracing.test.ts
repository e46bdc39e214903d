import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { startTracing, type EndedSpan } from '#adapters/embedded/tracing.ts'

/** One span inside another, and the inner one fails. */
async function work(): Promise<void> {
  const tracer = trace.getTracer('test')
  const outer = tracer.startSpan('outer', { attributes: { 'http.route': '/v1/orders' } })
  const within = trace.setSpan(context.active(), outer)
  const inner = tracer.startSpan('inner', {}, within)
  inner.setStatus({ code: SpanStatusCode.ERROR, message: 'timeout' })
  inner.end()
  outer.end()
}

test('nobody records what nobody asks for, or what is turned off', async () => {
  const keep = () => undefined
  assert.equal(await startTracing({ service: 'test', environment: {} }), null)
  const off = { OTEL_SDK_DISABLED: 'true' }
  assert.equal(await startTracing({ service: 'test', environment: off, keep }), null)
})

test('spans are kept here beside a collector that is sent the same', async () => {
  const sent: string[] = []
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => sent.push(chunk.toString()))
    request.on('end', () => response.end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${port}`
  const kept: EndedSpan[] = []
  const tracing = await startTracing({
    service: 'test',
    environment: process.env,
    keep: (span) => kept.push(span),
  })
  await work()
  assert.deepEqual(
    kept.map(({ name, error }) => [name, error]),
    [
      ['inner', 'timeout'],
      ['outer', null],
    ],
  )
  const [inner, outer] = kept
  assert.ok(inner && outer)
  assert.match(outer.traceId, /^[0-9a-f]{32}$/)
  assert.deepEqual(
    [inner.traceId, inner.parentId, outer.parentId],
    [outer.traceId, outer.spanId, null],
  )
  assert.ok(Math.abs(outer.startMs - Date.now()) < 60_000 && outer.ms >= 0)
  assert.equal(outer.attributes['http.route'], '/v1/orders')
  await tracing?.stop()
  server.close()
  server.closeAllConnections()
  assert.ok(sent.join('').includes(outer.traceId))
})
