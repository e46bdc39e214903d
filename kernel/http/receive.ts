import type { ServerResponse } from 'node:http'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { Lingering } from '#kernel/http/lingering.ts'

/** A request with the signals of its connection, which are made when somebody asks for them. */
export function receive(
  parts: Omit<Incoming, 'signal' | 'lingerSignal' | 'rest'>,
  response: ServerResponse,
  lingering: Lingering,
  rest: () => void,
): Incoming {
  let gone: AbortController | undefined
  let over: AbortController | undefined
  response.once('close', () => {
    gone?.abort()
    if (over) lingering.close(over)
  })
  return {
    ...parts,
    rest,
    signal: () => (gone ??= new AbortController()).signal,
    lingerSignal: () => (over ??= lingering.open()).signal,
  }
}
