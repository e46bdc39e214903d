// Where spans go: to whoever keeps them in this process, and to a collector that speaks OTLP over HTTP when the
// standard variables of OpenTelemetry name one. Where neither asks for them nothing of it is loaded.

import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { ReadableSpan, Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { TracedSpan } from '#kernel/ports/operations.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface TracingOptions {
  /** Names the service unless OTEL_SERVICE_NAME does. */
  readonly service: string
  /** Of every span of this process, named by the semantic conventions for resources. */
  readonly resource?: Readonly<Record<string, string>>
  readonly environment: Environment
  /** Is given every span that ends here. */
  readonly keep?: (span: EndedSpan) => void
}

export type EndedSpan = Omit<TracedSpan, 'service'>

export interface Tracing {
  /** Sends what is left, within a second or two. */
  stop(): Promise<void>
}

const stopWithinMs = 2_000

/** @returns null when nobody asks for spans, or the environment turns them off */
export async function startTracing(options: TracingOptions): Promise<Tracing | null> {
  const { environment, service, resource = {}, keep } = options
  const isOff = environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true'
  const hasCollector = namesCollector(environment)
  if (isOff || (!hasCollector && keep === undefined)) return null
  const [{ AsyncLocalStorageContextManager }, resources, sdk] = await Promise.all([
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  const detected = resources.detectResources({
    detectors: [resources.envDetector, resources.serviceInstanceIdDetector],
  })
  const own = resources.resourceFromAttributes({ 'service.name': service, ...resource })
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(own).merge(detected),
    sampler: samplerOf(sdk, environment),
    spanProcessors: [
      ...(keep === undefined ? [] : [keeper(keep)]),
      ...(hasCollector ? [await exporter(sdk, environment)] : []),
    ],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  return {
    stop: async () => {
      const late = AbortSignal.timeout(stopWithinMs)
      const given = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()))
      await Promise.race([provider.shutdown().catch(() => undefined), given])
    },
  }
}

function namesCollector(environment: Environment): boolean {
  const names = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']
  return (
    names.some((name) => (environment[name] ?? '') !== '') &&
    environment['OTEL_TRACES_EXPORTER'] !== 'none'
  )
}

type Sdk = typeof import('@opentelemetry/sdk-trace')

async function exporter(sdk: Sdk, environment: Environment): Promise<SpanProcessor> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  return new sdk.BatchSpanProcessor({
    // It reads OTEL_EXPORTER_OTLP_… itself.
    exporter: new OTLPTraceExporter(),
    ...numberOf(environment, 'OTEL_BSP_SCHEDULE_DELAY', 'scheduledDelayMillis'),
    ...numberOf(environment, 'OTEL_BSP_MAX_QUEUE_SIZE', 'maxQueueSize'),
    ...numberOf(environment, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'maxExportBatchSize'),
  })
}

/** Gives each span away as it ends: nothing waits in a queue, and nothing is left to send. */
function keeper(keep: (span: EndedSpan) => void): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => keep(endedSpan(span)),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
}

const kinds = {
  [SpanKind.INTERNAL]: 'internal',
  [SpanKind.SERVER]: 'server',
  [SpanKind.CLIENT]: 'client',
  [SpanKind.PRODUCER]: 'producer',
  [SpanKind.CONSUMER]: 'consumer',
} as const

function endedSpan(span: ReadableSpan): EndedSpan {
  const { name, kind, parentSpanContext, startTime, duration, status, attributes } = span
  const { traceId, spanId } = span.spanContext()
  const isFailed = status.code === SpanStatusCode.ERROR
  return {
    traceId,
    spanId,
    parentId: parentSpanContext?.spanId ?? null,
    name,
    kind: kinds[kind],
    startMs: msOf(startTime),
    ms: msOf(duration),
    error: isFailed ? (status.message ?? 'failed') : null,
    // Lists are never set.
    attributes: attributes as EndedSpan['attributes'],
  }
}

const msOf = ([seconds, nanoseconds]: readonly [number, number]): number =>
  seconds * 1_000 + nanoseconds / 1e6

/** OTEL_TRACES_SAMPLER and its argument; by default every trace that begins here is kept. */
function samplerOf(sdk: Sdk, environment: Environment): Sampler {
  const { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler } = sdk
  const name = environment['OTEL_TRACES_SAMPLER'] ?? 'parentbased_always_on'
  const share = Number(environment['OTEL_TRACES_SAMPLER_ARG'] ?? '1')
  const below = (root: Sampler) => new ParentBasedSampler({ root })
  const ratio = () => new TraceIdRatioBasedSampler(share >= 0 && share <= 1 ? share : 1)
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler()
    case 'always_off':
      return new AlwaysOffSampler()
    case 'traceidratio':
      return ratio()
    case 'parentbased_always_off':
      return below(new AlwaysOffSampler())
    case 'parentbased_traceidratio':
      return below(ratio())
    default:
      return below(new AlwaysOnSampler())
  }
}

function numberOf<const Option extends string>(
  environment: Environment,
  name: string,
  option: Option,
): Partial<Record<Option, number>> {
  const value = Number(environment[name])
  if (!Number.isInteger(value) || value <= 0) return {}
  const given: Partial<Record<string, number>> = { [option]: value }
  return given as Partial<Record<Option, number>>
}
