import { services } from '#simulator/services.ts'
import { World } from '#simulator/world.ts'

/** A world of one service in which nobody does anything, before its start. */
export const emptyWorld = (): World =>
  new World({
    seed: 1,
    mode: 'active-active',
    services: services.slice(0, 1),
    workloads: [],
    tellsStory: false,
    plannedWork: false,
  })

/** Virtual time passes. */
export function pass({ scheduler }: World, seconds: number): Promise<void> {
  const endUs = scheduler.nowUs + seconds * 1_000_000
  return scheduler.run(() => scheduler.nowUs >= endUs)
}
