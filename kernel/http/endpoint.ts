import type { Permission } from '#kernel/core/permission.ts'
import type { TSchema } from '#kernel/core/schema.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import type { ServerSentEvent } from '#kernel/http/stream-route.ts'
import type { ClientLimit } from '#kernel/service/route.ts'

/** Events that are sent as they come. */
export interface Streaming {
  readonly events: AsyncIterable<ServerSentEvent>
}

/** A route as the server mounts it, whatever table or page it comes from. */
export interface Endpoint {
  readonly method: string
  /** With `{name}` for parameters. */
  readonly path: string
  readonly params?: TSchema | undefined
  readonly query?: TSchema | undefined
  /** None: the route takes no body. */
  readonly body?: TSchema | undefined
  /** Takes a body of any type as it is, up to so many bytes. */
  readonly bytesMax?: number | undefined
  /** Always answered, however much waits: health checks, and the other region. */
  readonly exempt?: true
  /** Takes any query and any body, and checks them itself. */
  readonly unchecked?: true
  /** Its answers are public, and may be found in the response cache. */
  readonly cached?: boolean
  /** Answers with events; there is nothing to ask for with HEAD. */
  readonly streams?: boolean
  readonly limit?: ClientLimit | undefined
  /** What a caller must be permitted. */
  readonly permission?: Permission | undefined
  answer(incoming: Incoming): Promise<Outgoing | Streaming>
}
