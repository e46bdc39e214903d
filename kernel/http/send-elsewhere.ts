import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import { passOn } from '#kernel/http/forward.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { underDeadline, withDeadline } from '#kernel/resilience/deadline.ts'

/**
 * The answer of the region that serves a home.
 * @param cause thrown when no other region serves it
 * @throws Fault `not-serving`, or what the peer's connection throws
 */
export async function sendElsewhere(
  { serving, forward, telemetry, clock }: HttpOptions,
  incoming: Incoming,
  home: Home,
  withinMs: number,
  cause = new Fault('not-serving'),
): Promise<Outgoing> {
  const region = serving.servedBy(home)
  if (region === null || region === serving.region) throw cause
  telemetry.metrics.httpForwarded.inc({ to: region })
  incoming.rest()
  const passed = underDeadline(clock, withinMs, incoming.signal(), (signal) =>
    passOn(forward, region, serving.regionName, incoming, signal),
  )
  return withDeadline(clock, withinMs, passed, 'outcome-unknown')
}
