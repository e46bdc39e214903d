// A day as data: who comes when, and what goes wrong. It follows from the seed alone; a shorter one,
// with parts left out, is still a day that can be lived through.

import { faults, type FaultName } from '#simulator/faults.ts'
import { Dice } from '#simulator/dice.ts'

export type Mode = 'active-active' | 'warm-standby'

export interface PlannedFault {
  readonly kind: FaultName
  /** Which busy window, from 0. */
  readonly window: number
  /** From the start of the window, in milliseconds. */
  readonly atMs: number
  readonly forMs: number
  /** Decides where and how much, as the fault likes. */
  readonly seed: number
}

export interface Window {
  readonly lengthMs: number
  readonly peoplePerSecond: number
  /** Hours that pass afterwards, in milliseconds. */
  readonly thenMs: number
}

export interface Plan {
  readonly seed: number
  readonly mode: Mode
  readonly windows: readonly Window[]
  readonly faults: readonly PlannedFault[]
}

export interface PlanOptions {
  readonly mode?: Mode | undefined
  /** Only these; all by default. */
  readonly faults?: readonly FaultName[] | undefined
}

const hourMs = 3_600_000
const plannedWork: readonly FaultName[] = ['evacuate']
/**
 * Busy windows. Many short days find more than a few long ones: what goes wrong needs faults that meet
 * each other, and those come by the minute.
 */
const lengthsMs = [5_000, 8_000, 12_000, 25_000]
/** Gaps between busy windows. */
const gapsMs = [hourMs, 3 * hourMs, 7 * hourMs, 13 * hourMs, 25 * hourMs]

export function planOf(seed: number, options: PlanOptions = {}): Plan {
  const dice = new Dice(seed).fork('plan')
  const mode = options.mode ?? (dice.chance(0.2) ? 'warm-standby' : 'active-active')
  const windows = Array.from({ length: dice.whole(1, 3) }, (): Window => ({
    lengthMs: dice.pick(lengthsMs),
    peoplePerSecond: dice.pick([2, 4, 8]),
    thenMs: dice.pick(gapsMs),
  }))
  const intensity = dice.pick([1, 2, 4, 6])
  // Each day has some kinds of trouble and not others: together they would only ever hide each other.
  const possible = (options.faults ?? (Object.keys(faults) as FaultName[])).filter(
    () => options.faults !== undefined || dice.chance(0.35),
  )
  // Some days have planned work and nothing else: nobody may notice it.
  const chosen = options.faults === undefined && dice.chance(0.05) ? plannedWork : possible
  const planned = windows.flatMap(({ lengthMs }, window) =>
    chosen.flatMap((kind) => {
      const { perMinute, forMs } = faults[kind]
      const fork = dice.fork(`${kind} ${window}`)
      const found: PlannedFault[] = []
      const meanMs = 60_000 / (perMinute * intensity)
      for (let atMs = fork.wait(meanMs); atMs < lengthMs; atMs += fork.wait(meanMs)) {
        found.push({
          kind,
          window,
          atMs: Math.floor(atMs),
          forMs: Math.floor(fork.wait(forMs)),
          seed: fork.whole(0, 2 ** 31),
        })
      }
      return found
    }),
  )
  return { seed, mode, windows, faults: planned }
}

/**
 * The seeds of the days on which the fewest people come, fewest first: the quickest to live through.
 * @param among so many seeds, from 1
 */
export function smallestDays(
  count: number,
  among: number,
  options?: PlanOptions,
): readonly number[] {
  return Array.from({ length: among }, (_, index) => index + 1)
    .map((seed) => ({ seed, people: peopleExpected(planOf(seed, options)) }))
    .sort((one, other) => one.people - other.people)
    .slice(0, count)
    .map(({ seed }) => seed)
}

function peopleExpected({ windows }: Plan): number {
  return windows.reduce(
    (sum, { lengthMs, peoplePerSecond }) => sum + (lengthMs / 1_000) * peoplePerSecond,
    0,
  )
}

/** Whether everything that happens on a day was asked for by an operator. */
export function isPlannedWork({ faults: planned }: Plan): boolean {
  return planned.length > 0 && planned.every(({ kind }) => plannedWork.includes(kind))
}
