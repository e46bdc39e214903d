// W3C trace context. With an OpenTelemetry SDK registered, spans are its spans. Without one the API
// does nothing, so a trace that arrived in a header is carried on by the few lines here.

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import {
  SpanStatusCode,
  context as active,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import { scrubbed } from '#kernel/telemetry/without-secrets.ts'

const carried = new AsyncLocalStorage<string>()
const tracer = trace.getTracer('meridian')
const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** The traceparent of the work at hand, for an event, a delivery or an outgoing header. */
export function traceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext()
  return span ? textOf(span) : carried.getStore()
}

/**
 * Runs work as a span below `parent`: a traceparent, or by default the span around it.
 * Attributes must hold no personal data; texts are scrubbed nevertheless.
 */
export async function withSpan<Result>(
  name: string,
  parent: string | undefined,
  run: () => Promise<Result>,
  attributes: Readonly<Record<string, string | number | boolean>> = {},
): Promise<Result> {
  const given = parent === undefined ? null : parsed(parent)
  const below = given ? trace.setSpanContext(active.active(), given) : active.active()
  const span = tracer.startSpan(name, { attributes: scrubbedAll(attributes) }, below)
  if (span.isRecording()) return recorded(span, below, run)
  return given ? carried.run(textOf({ ...given, spanId: newSpanId() }), run) : run()
}

/** A well-formed traceparent, or undefined. */
export function validTraceparent(text: string | undefined): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined
}

async function recorded<Result>(
  span: Span,
  below: Context,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await active.with(trace.setSpan(below, span), run)
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: scrubbed(String(error)) })
    throw error
  } finally {
    span.end()
  }
}

function parsed(text: string): SpanContext | null {
  const [, traceId, spanId, flags] = pattern.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}

function textOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function newSpanId(): string {
  return randomBytes(8).toString('hex')
}

function scrubbedAll(attributes: Readonly<Record<string, string | number | boolean>>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? scrubbed(value) : value,
    ]),
  )
}
