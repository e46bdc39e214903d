import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { json, type Outgoing } from '#kernel/http/outgoing.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'

/** The process answers; nothing behind it is asked. */
export function live({ serving }: HttpOptions): Outgoing {
  return json(200, { live: true, region: serving.regionName }, { 'cache-control': 'no-store' })
}

/** Whether this process should get requests, with what each part says, in bounded time. */
export async function ready(
  { health, serving, telemetry, clock }: HttpOptions,
  { readyMs }: HttpLimits,
): Promise<Outgoing> {
  const found = await withDeadline(clock, readyMs, health.ready()).catch((error: unknown) => {
    telemetry.log.warn({ err: error }, 'the readiness checks failed')
    return { ready: false, checks: { checks: 'did not answer' } }
  })
  const status = found.ready ? 200 : 503
  return json(status, { ...found, region: serving.regionName }, { 'cache-control': 'no-store' })
}
