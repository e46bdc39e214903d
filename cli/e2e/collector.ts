// A collector of OpenTelemetry: takes spans as JSON over HTTP (OTLP) and keeps them.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Values = Readonly<Record<string, string>>

export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty where the trace begins. */
  readonly parentSpanId: string
  readonly name: string
  readonly attributes: Values
  /** Of the process. */
  readonly resource: Values
  readonly failed: boolean
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[]
  }[]
}

interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly attributes: readonly Attribute[]
  readonly status: { readonly code?: number }
}

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string }
}

const failed = 2

export interface Collector {
  readonly url: string
  readonly spans: CollectedSpan[]
  close(): void
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.url === '/v1/traces') {
        spans.push(...spansIn(JSON.parse(Buffer.concat(chunks).toString()) as Sent))
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, spans, close }
}

function spansIn({ resourceSpans }: Sent): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map(({ traceId, spanId, parentSpanId = '', name, attributes, status }) => ({
        traceId,
        spanId,
        parentSpanId,
        name,
        attributes: valuesOf(attributes),
        resource: valuesOf(resource.attributes),
        failed: status.code === failed,
      })),
    ),
  )
}

function valuesOf(attributes: readonly Attribute[]): Values {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]),
  )
}
