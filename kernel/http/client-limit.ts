import type { IncomingMessage } from 'node:http'
import { HttpProblem } from '#kernel/http/problems.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import { RateLimiter } from '#kernel/resilience/rate-limit.ts'
import type { ClientLimit } from '#kernel/service/route.ts'

const minuteSeconds = 60

/**
 * Counts the requests of each client to one route.
 * @returns throws `http.too-many-requests` when a client has to wait
 */
export function clientLimit(
  { perMinute, burst }: ClientLimit,
  clock: Clock,
): (request: IncomingMessage) => void {
  const limiter = new RateLimiter({ perSecond: perMinute / minuteSeconds, burst })
  return (request) => {
    const waitMs = limiter.take(addressOf(request), clock.monotonic())
    if (waitMs === 0) return
    const detail = `One client may do this ${perMinute} times a minute.`
    const lines = limiter.headers(waitMs)
    const headers = Object.fromEntries(
      lines.flatMap((name, at) =>
        at % 2 === 0 ? [[name.toLowerCase(), lines[at + 1] ?? '']] : [],
      ),
    )
    throw new HttpProblem('http.too-many-requests', detail, { headers })
  }
}

/** The client of the front door, which names it last and lets nobody else do so. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const forwarded = headers['x-forwarded-for']?.toString().split(',').at(-1)?.trim()
  return forwarded ?? socket.remoteAddress ?? ''
}
