import { deepEqual } from 'node:assert/strict'
import { TwoRegions } from '#kernel/testing/two-regions.ts'

/** Sydney went on alone; Singapore is out and, with the link whole again, could come back. */
export async function singaporeOut(
  options: { rejoinByItself?: boolean } = {},
): Promise<TwoRegions> {
  const world = await TwoRegions.paired(options)
  const adopted = { sin: 'sin' }
  world.witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' }, adopted }
  await Promise.all(
    [world.syd, world.sin].map(({ controller }) => controller.learn(world.witness.map)),
  )
  deepEqual(world.summary, ['out 2 none', 'solo 2 sin+syd'])
  world.sin.done()
  world.syd.done()
  return world
}
