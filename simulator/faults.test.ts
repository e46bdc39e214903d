import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { faults, type FaultName } from '#simulator/faults.ts'
import { Dice } from '#simulator/dice.ts'
import { isPlannedWork, planOf } from '#simulator/plan.ts'
import { emptyWorld, pass } from '#simulator/world-fixture.ts'
import type { World } from '#simulator/world.ts'
import { places } from '#simulator/network.ts'

/** Everything a fault can have changed and must have put back. */
const conditionOf = (world: World) => ({
  weather: places.flatMap((from) =>
    places.map((to) => ({ from, to, ...world.network.weather(from, to) })),
  ),
  manners: { ...world.outside.manners },
  witness: world.witness.life,
  regions: world.regions.map(({ machine, database, receiving, version }) => ({
    version,
    rate: machine.rate,
    aheadUs: machine.dayUs - world.scheduler.nowUs,
    up: database.up,
    frozen: database.frozen,
    flushMs: database.flushMs,
    lagMs: receiving?.lagMs,
    applyStopped: receiving?.applyStopped,
  })),
})

/** And what comes right again by itself, or goes on otherwise. */
const momentOf = (world: World) => ({
  ...conditionOf(world),
  lives: world.regions.map(({ process, receiving, serving }) => ({
    life: process?.life,
    number: numberOf(process),
    connected: receiving?.connected,
    epoch: serving?.map?.epoch,
  })),
})

const numbers = new WeakMap<object, number>()
let numbered = 0

/** Tells processes apart. */
function numberOf(process: object | null): number | null {
  if (process === null) return null
  const number = numbers.get(process) ?? (numbered += 1)
  numbers.set(process, number)
  return number
}

test('every fault puts back what it changed', () => {
  for (const [name, { begin }] of Object.entries(faults)) {
    for (let seed = 1; seed < 8; seed += 1) {
      const world = emptyWorld()
      const before = conditionOf(world)
      const end = begin(world, new Dice(seed))
      world.scheduler.leap(60_000_000)
      end()
      deepEqual(conditionOf(world), before, name)
    }
  }
})

test('every fault changes something while it lasts', async () => {
  const idle: string[] = []
  for (const [name, { begin }] of Object.entries(faults)) {
    let hasChanged = false
    for (let seed = 1; seed < 8 && !hasChanged; seed += 1) {
      const world = emptyWorld()
      world.start()
      await pass(world, 3)
      const before = momentOf(world)
      const end = begin(world, new Dice(seed))
      for (let looks = 0; looks < 20 && !hasChanged; looks += 1) {
        hasChanged = !isDeepStrictEqual(momentOf(world), before)
        await pass(world, 0.1)
      }
      end()
    }
    if (!hasChanged) idle.push(name)
  }
  // The first needs commits that wait, the others a region that is out.
  deepEqual(idle, ['let-go', 'rejoin', 'replaced-in-a-copy'])
})

test('no fault leaves a process standing still, not even where it cannot do what it is for', async () => {
  for (const [name, { begin }] of Object.entries(faults)) {
    const world = emptyWorld()
    const { regions } = world
    world.start()
    await pass(world, 2)
    for (const { database } of regions) database.crash()
    const end = begin(world, new Dice(1))
    await pass(world, 10)
    end()
    await pass(world, 10)
    deepEqual(
      regions.filter(({ process }) => process?.life === 'stopped'),
      [],
      name,
    )
  }
})

test('a day follows from its seed, and leaving faults out leaves the others as they are', () => {
  deepEqual(planOf(7), planOf(7))
  const names: readonly FaultName[] = ['pause', 'partition']
  const both = planOf(7, { faults: names })
  const one = planOf(7, { faults: ['partition'] })
  deepEqual(
    both.faults.filter(({ kind }) => kind === 'partition'),
    one.faults,
  )
  ok(one.faults.length > 0)
  deepEqual(planOf(7, { faults: [] }).faults, [])
})

test('over many seeds every fault comes up, in both modes, and some days have planned work only', () => {
  const plans = Array.from({ length: 300 }, (_, seed) => planOf(seed))
  const kinds = new Set(plans.flatMap((plan) => plan.faults.map(({ kind }) => kind)))
  deepEqual([...kinds].sort(), Object.keys(faults).sort())
  equal(new Set(plans.map(({ mode }) => mode)).size, 2)
  ok(plans.some(isPlannedWork))
})
