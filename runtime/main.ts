// The entry of a region process. Its configuration comes as JSON in MERIDIAN_REGION; it prints one
// line of JSON when it is ready, ends on SIGTERM once it has finished what it took, and ends when
// the process that started it is gone.

import { systemClock } from '#adapters/embedded/clock.ts'
import { startTracing } from '#adapters/embedded/tracing.ts'
import { leave } from '#runtime/leave.ts'
import { RecentTraces } from '#runtime/recent-traces.ts'
import type { RegionConfig } from '#runtime/region-config.ts'
import { startRegion } from '#runtime/region.ts'

const given = process.env['MERIDIAN_REGION']
if (given === undefined) throw new Error('MERIDIAN_REGION holds no configuration')
const config = JSON.parse(given) as RegionConfig

const traces = new RecentTraces(systemClock)
const tracing = await startTracing({
  service: 'meridian',
  resource: { 'cloud.region': config.name, 'meridian.region': config.region },
  environment: process.env,
  keep: (span) => traces.keep(span),
})
const region = await startRegion(config, traces)
process.stdout.write(`${JSON.stringify({ ready: true, region: config.region, url: region.url })}\n`)

/** What was taken is finished first, but not for ever. */
const endWithinMs = 8_000

async function stop(): Promise<void> {
  await region.stop()
  await tracing?.stop()
}

let ending = false
const end = () => {
  if (ending) return
  ending = true
  setTimeout(() => leave(1), endWithinMs).unref()
  void stop().then(
    () => leave(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      leave(1)
    },
  )
}
process.on('SIGTERM', end)
// Ctrl-C reaches every process of the terminal; the one that started this one decides.
process.on('SIGINT', () => undefined)
process.on('disconnect', end)
// It may have gone while this process was starting.
if (process.connected === false) end()
