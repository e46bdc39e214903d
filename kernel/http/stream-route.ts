// Server-sent events (WHATWG HTML, 9.2). A comment every few seconds keeps proxies from closing the
// connection and tells us when the client has gone.

import type { ServerResponse } from 'node:http'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Streaming } from '#kernel/http/endpoint.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import { requestView } from '#kernel/http/request-view.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { Context } from '#kernel/service/context.ts'
import type { StreamRoute } from '#kernel/service/route.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
  readonly id?: string
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** The events, or the answer that says why there are none. */
export async function openStream(
  route: StreamRoute,
  context: Context,
  random: Random,
  incoming: Incoming,
): Promise<Outgoing | Streaming> {
  const request = requestView(incoming, random, null)
  const events = await route.stream(request, context, incoming.lingerSignal())
  if (isRefusal(events)) return problemAnswer(refusalProblem(events), incoming.requestId)
  incoming.rest()
  return { events }
}

/** Writes events until the source ends, the client leaves, or the server closes. */
export async function writeStream(
  events: AsyncIterable<ServerSentEvent>,
  response: ServerResponse,
  heartbeatMs: number,
  signal: AbortSignal,
): Promise<void> {
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs)
  const iterator = events[Symbol.asyncIterator]()
  const over = once(signal)
  try {
    response.flushHeaders()
    for (;;) {
      const next = await Promise.race([iterator.next(), over])
      if (next === null || next.done === true || signal.aborted) break
      if (!response.write(eventText(next.value))) await Promise.race([drained(response), over])
    }
  } finally {
    clearInterval(heartbeat)
    // A source that is stuck must not keep the connection.
    void iterator.return?.(undefined)
    response.end()
  }
}

/** Text of one event; each line of data has its own field, as the format asks. */
export function eventText({ event, data, id }: ServerSentEvent): string {
  const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ')
  const lines = (JSON.stringify(data) ?? 'null').split('\n').map((line) => `data: ${line}\n`)
  const named = id === undefined ? '' : `id: ${oneLine(id)}\n`
  return `${named}event: ${oneLine(event)}\n${lines.join('')}\n`
}

function once(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('drain', resolve))
}
