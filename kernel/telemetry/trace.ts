// W3C trace context. With an OpenTelemetry SDK registered, spans are its spans. Without one the API
// does nothing, so a trace that arrived in a header is carried on by the few lines here.

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import {
  SpanKind,
  SpanStatusCode,
  context as active,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import { isFault } from '#kernel/core/fault.ts'
import { scrubbed } from '#kernel/telemetry/without-secrets.ts'

/** Names and values follow the semantic conventions where there are any; ours begin with `meridian.`. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export interface SpanOptions {
  /** A traceparent; by default the span is below the one around it. */
  readonly parent?: string | undefined
  readonly kind?: 'server' | 'client' | 'consumer'
  /** No personal data; texts are scrubbed nevertheless. */
  readonly attributes?: SpanAttributes
  /** Traceparents of other work that this is done for. */
  readonly links?: readonly string[]
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER }
const linksMax = 32

const carried = new AsyncLocalStorage<string>()
const tracer = trace.getTracer('meridian')
const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** The traceparent of the work at hand, for an event, a delivery or an outgoing header. */
export function traceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext()
  return span ? textOf(span) : carried.getStore()
}

/** Runs work as a span. What it throws marks the span as failed. */
export function withSpan<Result>(
  name: string,
  { parent, kind, attributes = {}, links = [] }: SpanOptions,
  run: () => Promise<Result>,
): Promise<Result> {
  const given = parent === undefined ? null : parsed(parent)
  const below = given ? trace.setSpanContext(active.active(), given) : active.active()
  const span = tracer.startSpan(
    name,
    {
      kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
      links: links.slice(0, linksMax).flatMap((link) => {
        const context = parsed(link)
        return context === null ? [] : { context }
      }),
    },
    below,
  )
  // Without an SDK the span is its parent, or nothing at all.
  const { spanId } = span.spanContext()
  const isOwn = spanId !== '0'.repeat(16) && spanId !== trace.getSpanContext(below)?.spanId
  if (isOwn) {
    if (span.isRecording()) span.setAttributes(scrubbedAll(attributes))
    return recorded(span, below, run)
  }
  return given ? carried.run(textOf({ ...given, spanId: newSpanId() }), run) : run()
}

/** Adds to the span around this; `failure` says what went wrong where nothing is thrown. */
export function describeSpan(attributes: SpanAttributes, failure?: unknown): void {
  const span = trace.getActiveSpan()
  if (!span?.isRecording()) return
  span.setAttributes(scrubbedAll(attributes))
  if (failure !== undefined) markFailed(span, failure)
}

/** A well-formed traceparent, or undefined. */
export function validTraceparent(text: string | undefined): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined
}

/** Which trace a traceparent belongs to. */
export function traceIdOf(text: string): string {
  return text.slice(3, 35)
}

async function recorded<Result>(
  span: Span,
  below: Context,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await active.with(trace.setSpan(below, span), run)
  } catch (error) {
    markFailed(span, error)
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

function markFailed(span: Span, failure: unknown): void {
  span.setAttribute('error.type', errorType(failure))
  span.setStatus({ code: SpanStatusCode.ERROR, message: scrubbed(String(failure)) })
}

function errorType(failure: unknown): string {
  if (isFault(failure)) return failure.code
  return failure instanceof Error ? failure.name : 'other'
}

function scrubbedAll(attributes: SpanAttributes): Attributes {
  const texts = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? scrubbed(value) : value]],
  )
  return Object.fromEntries(texts) as Attributes
}
