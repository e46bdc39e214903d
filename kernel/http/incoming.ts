import type { IncomingHttpHeaders } from 'node:http'
import type { Principal } from '#kernel/service/principal.ts'

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
  /** Who asks, where the endpoint takes a permission. */
  readonly principal: Principal | null
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
