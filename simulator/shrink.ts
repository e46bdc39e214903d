// A day that breaks a promise, made as short as it can be while it still breaks that promise: what
// is left is what matters. Each part of the world has a die of its own, so leaving something out
// moves as little of the rest as can be.

import type { Outcome } from '#simulator/simulate.ts'
import type { Plan, PlannedFault } from '#simulator/plan.ts'

export type Live = (plan: Plan) => Promise<Pick<Outcome, 'violations'>>

export interface Shrunk {
  readonly plan: Plan
  /** How many days were lived through to find it. */
  readonly tries: number
}

const secondMs = 1_000
const shortestMs = 2 * secondMs
const fewestPerSecond = 0.5

/**
 * @param broken the promise and the name of what was violated: a day that breaks another one is no
 * shorter story of this one
 */
export async function shrink(
  plan: Plan,
  broken: { readonly promise: string; readonly name: string },
  live: Live,
  triesMax = 200,
): Promise<Shrunk> {
  let best = plan
  let tries = 0
  const breaks = async (candidate: Plan): Promise<boolean> => {
    if (tries >= triesMax || !isSmaller(candidate, best)) return false
    tries += 1
    const { violations } = await live(candidate)
    const still = violations.some(
      ({ promise, name }) => promise === broken.promise && name === broken.name,
    )
    if (still) best = candidate
    return still
  }
  for (let before: Plan | null = null; before !== best && tries < triesMax;) {
    before = best
    for (let window = best.windows.length - 1; window >= 0; window -= 1) {
      if (best.windows.length > 1) await breaks(withoutWindow(best, window))
    }
    await withoutFaults(() => best, breaks)
    for (const window of best.windows.keys()) {
      while (await breaks(shorter(best, window))) continue
      while (await breaks(quieter(best, window))) continue
      await breaks(withoutGap(best, window))
    }
  }
  return { plan: best, tries }
}

/** Leaves out the half of the faults, then quarters, then one by one. */
async function withoutFaults(
  best: () => Plan,
  breaks: (plan: Plan) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(best().faults.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < best().faults.length;) {
      const { faults } = best()
      const kept: readonly PlannedFault[] = [
        ...faults.slice(0, start),
        ...faults.slice(start + size),
      ]
      if (!(await breaks({ ...best(), faults: kept }))) start += size
    }
  }
}

function withoutWindow(plan: Plan, gone: number): Plan {
  return {
    ...plan,
    windows: plan.windows.filter((_, window) => window !== gone),
    faults: plan.faults
      .filter(({ window }) => window !== gone)
      .map((fault) => (fault.window > gone ? { ...fault, window: fault.window - 1 } : fault)),
  }
}

function shorter(plan: Plan, window: number): Plan {
  return changed(plan, window, ({ lengthMs, ...rest }) => ({
    ...rest,
    lengthMs: Math.floor(lengthMs / 2 / secondMs) * secondMs,
  }))
}

function quieter(plan: Plan, window: number): Plan {
  return changed(plan, window, ({ peoplePerSecond, ...rest }) => ({
    ...rest,
    peoplePerSecond: peoplePerSecond / 2,
  }))
}

function withoutGap(plan: Plan, window: number): Plan {
  return changed(plan, window, (one) => ({ ...one, thenMs: 0 }))
}

function changed(
  plan: Plan,
  at: number,
  change: (window: Plan['windows'][number]) => Plan['windows'][number],
): Plan {
  const windows = plan.windows.map((window, place) => (place === at ? change(window) : window))
  return { ...plan, windows }
}

/** Nothing in it is larger, something is smaller, and it is still a day. */
function isSmaller(one: Plan, other: Plan): boolean {
  const sizeOf = ({ windows, faults }: Plan) =>
    faults.length +
    windows.reduce(
      (sum, { lengthMs, peoplePerSecond, thenMs }) => sum + lengthMs + peoplePerSecond + thenMs,
      windows.length,
    )
  const isDay = one.windows.every(
    ({ lengthMs, peoplePerSecond }) => lengthMs >= shortestMs && peoplePerSecond >= fewestPerSecond,
  )
  return isDay && sizeOf(one) < sizeOf(other)
}
