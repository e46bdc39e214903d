import type { IncomingHttpHeaders } from 'node:http'

/** A request that was routed, parsed and found valid. */
export interface Incoming {
  readonly method: string
  /** Path and query string as the client wrote them. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** The bytes that `body` was read from. */
  readonly rawBody: Buffer | null
  readonly requestId: string
  /** Ends when the client leaves. */
  signal(): AbortSignal
  /** Ends when the client leaves, or when the server is about to close. */
  lingerSignal(): AbortSignal
  /** What follows is waiting, not work: it no longer counts as load. */
  rest(): void
}

export function headerOf({ headers }: Incoming, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}

export function pathOf({ url }: Incoming): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}
