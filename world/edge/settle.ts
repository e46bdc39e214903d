// Sends a request until it has an answer worth giving, in whatever region, or the time is up.

import { attempt } from '#world/edge/attempt.ts'
import type { Attempt, Errand } from '#world/edge/errand.ts'
import { limits } from '#world/edge/limits.ts'
import type { Region } from '#world/edge/region.ts'
import type { Regions } from '#world/edge/regions.ts'
import { judge } from '#kernel/http/repeating.ts'

export interface Settled {
  /** Null when there was no region to ask. */
  readonly last: Attempt | null
  readonly attempts: number
}

export async function settle(regions: Regions, errand: Errand, forMs: number): Promise<Settled> {
  const endMs = performance.now() + forMs
  const tried = new Set<Region>()
  let pauseMs: number = limits.retryFirstMs
  let last: Attempt | null = null
  let mayPass = true
  let attempts = 0
  for (;;) {
    const region = regions.pick(errand.preferred, tried)
    if (region !== null) {
      last = await attempt(region, errand)
      attempts += 1
      const verdict =
        errand.upload === null ? judge(errand.repeatability, last, attempts > 1) : 'deliver'
      if (verdict === 'deliver' || errand.abandoned?.aborted) return { last, attempts }
      mayPass = verdict === 'again'
      tried.add(region)
      if (hasUntried(regions, tried)) {
        discard(last)
        continue
      }
    }
    const leftMs = endMs - performance.now()
    if (!mayPass || leftMs <= 0 || errand.abandoned?.aborted) return { last, attempts }
    if (last !== null) discard(last)
    await regions.change(Math.min(leftMs, pauseMs * (0.5 + Math.random() / 2)))
    pauseMs = Math.min(pauseMs * 2, limits.retryMaxMs)
    tried.clear()
  }
}

function hasUntried(regions: Regions, tried: ReadonlySet<Region>): boolean {
  return regions.pick(null, tried) !== null
}

/** Lets go of an answer nobody gets. One held in memory can still be given later. */
function discard(outcome: Attempt): void {
  if (outcome.kind === 'answered') outcome.stream?.destroy()
}
