// Where spans go: to a collector that speaks OTLP over HTTP, when the standard variables of
// OpenTelemetry name one. Nothing of it is loaded otherwise.

import { context, trace } from '@opentelemetry/api'
import type { Sampler } from '@opentelemetry/sdk-trace'

type Environment = Readonly<Record<string, string | undefined>>

export interface TracingOptions {
  /** Names the service unless OTEL_SERVICE_NAME does. */
  readonly service: string
  /** Of every span of this process, named by the semantic conventions for resources. */
  readonly resource?: Readonly<Record<string, string>>
  readonly environment: Environment
}

export interface Tracing {
  /** Sends what is left, within a second or two. */
  stop(): Promise<void>
}

const stopWithinMs = 2_000

/** @returns null when the environment names no collector */
export async function startTracing(options: TracingOptions): Promise<Tracing | null> {
  const { environment, service, resource = {} } = options
  if (!isWanted(environment)) return null
  const [
    { AsyncLocalStorageContextManager },
    { OTLPTraceExporter },
    resources,
    { BatchSpanProcessor, ...sdk },
  ] = await Promise.all([
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/exporter-trace-otlp-http'),
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
    // The exporter reads OTEL_EXPORTER_OTLP_… itself.
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        ...numberOf(environment, 'OTEL_BSP_SCHEDULE_DELAY', 'scheduledDelayMillis'),
        ...numberOf(environment, 'OTEL_BSP_MAX_QUEUE_SIZE', 'maxQueueSize'),
        ...numberOf(environment, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'maxExportBatchSize'),
      }),
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

function isWanted(environment: Environment): boolean {
  const names = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']
  return (
    names.some((name) => (environment[name] ?? '') !== '') &&
    environment['OTEL_SDK_DISABLED']?.toLowerCase() !== 'true' &&
    environment['OTEL_TRACES_EXPORTER'] !== 'none'
  )
}

type Sdk = Pick<
  typeof import('@opentelemetry/sdk-trace'),
  'AlwaysOffSampler' | 'AlwaysOnSampler' | 'ParentBasedSampler' | 'TraceIdRatioBasedSampler'
>

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
