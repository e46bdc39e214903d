// Lives through one planned day, and judges it.

import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { DeliveryRow } from '#adapters/memory/ledger-store.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Workload } from '#kernel/service/workload.ts'
import type { Violation } from '#simulator/checks.ts'
import { Dice } from '#simulator/dice.ts'
import { faults } from '#simulator/faults.ts'
import { isPlannedWork, type Plan, type PlannedFault, type Window } from '#simulator/plan.ts'
import { services as allServices } from '#simulator/services.ts'
import { World } from '#simulator/world.ts'
import { workloads as allWorkloads } from '#simulator/workloads.ts'

const second = 1_000_000
/** People who are still here when a window ends get this long before hours pass. */
const leaveWithin = 8 * second
/** The platform must have come to rest this long after the last fault, in virtual time. */
const restWithin = 1_800 * second
/** After hours that passed at once, what was due meanwhile needs a moment to begin. */
const wakeWithin = 3 * second
const lookEvery = second / 2
const handBackEvery = 5 * second
const leisure = 20 * second

export interface Outcome {
  readonly seed: number
  readonly digest: string
  readonly violations: readonly Violation[]
  readonly orders: number
  readonly commits: number
  readonly requests: number
  readonly steps: number
  /** Seconds that passed in the simulated world. */
  readonly virtualSeconds: number
  readonly story: readonly string[]
}

export interface SimulateOptions {
  readonly tellsStory?: boolean | string
  /** Whoever wants to know only whether a promise is broken need not see the rest of the day. */
  readonly endsAtFirstViolation?: boolean
  readonly services?: readonly Service[]
  readonly workloads?: readonly Workload[]
}

export async function simulate(plan: Plan, options: SimulateOptions = {}): Promise<Outcome> {
  const { services = allServices, workloads = allWorkloads, tellsStory = false } = options
  const { endsAtFirstViolation = false } = options
  const { seed, mode } = plan
  const plannedWork = isPlannedWork(plan)
  const world = new World({ seed, mode, services, workloads, tellsStory, plannedWork })
  const day = new Day(world, plan, endsAtFirstViolation)
  await day.live()
  const { checks, scheduler, trace, people } = world
  return {
    seed,
    digest: trace.digest,
    violations: checks.violations,
    orders: ordersIn(world),
    commits: checks.acknowledgedCommits,
    requests: people.requests,
    steps: scheduler.steps,
    virtualSeconds: Math.round(scheduler.nowUs / second),
    story: world.story,
  }
}

class Day {
  readonly #world: World
  readonly #plan: Plan
  readonly #heals = new Set<() => void>()
  readonly #endsAtFirstViolation: boolean
  #handBackAtUs = 0

  constructor(world: World, plan: Plan, endsAtFirstViolation: boolean) {
    this.#world = world
    this.#plan = plan
    this.#endsAtFirstViolation = endsAtFirstViolation
  }

  async live(): Promise<void> {
    try {
      await this.#pass()
    } catch (error) {
      if (!(error instanceof EndedEarly)) throw error
    }
  }

  async #pass(): Promise<void> {
    const { workloads, people } = this.#world
    this.#world.start()
    let isPrepared = false
    const prepare = async () => {
      const scene = people.scene('the merchant')
      for (const workload of workloads) await workload.prepare?.(scene)
      isPrepared = true
    }
    await this.#until(10 * second, () => this.#isServing())
    const preparing = prepare()
    await this.#until(600 * second, () => isPrepared)
    await preparing
    for (const [number, window] of this.#plan.windows.entries()) await this.#busy(number, window)
    await this.#rest()
    let judged = false
    const judging = this.#world.checks.atRest().finally(() => {
      judged = true
    })
    await this.#run(() => judged)
    await judging
  }

  async #busy(number: number, { lengthMs, peoplePerSecond, thenMs }: Window): Promise<void> {
    const { scheduler, people } = this.#world
    const endUs = scheduler.nowUs + lengthMs * 1_000
    for (const fault of this.#plan.faults) {
      if (fault.window === number) scheduler.after(fault.atMs * 1_000, () => this.#begin(fault))
    }
    people.arrive(peoplePerSecond, endUs)
    await this.#run(() => scheduler.nowUs >= endUs)
    await this.#until(leaveWithin, () => people.present === 0)
    this.#world.tell(`${Math.round(thenMs / 3_600_000)} hours pass`)
    this.#world.leap(thenMs * 1_000)
  }

  #begin({ kind, forMs, seed }: PlannedFault): void {
    const { scheduler } = this.#world
    const end = faults[kind].begin(this.#world, new Dice(seed))
    const heal = () => {
      if (this.#heals.delete(heal)) end()
    }
    this.#heals.add(heal)
    scheduler.after(forMs * 1_000, heal)
  }

  /** Every fault is healed; from here on the platform has to mend itself. */
  async #rest(): Promise<void> {
    const { people, checks } = this.#world
    for (const heal of this.#heals) heal()
    for (const region of this.#world.regions) region.start()
    this.#world.tell('every fault is healed')
    const isOver = await this.#until(restWithin, () => {
      const rests = this.#hasComeToRest()
      // Those who are still here only take their time.
      if (rests && people.present > 0) this.#world.leap(leisure)
      return rests && people.present === 0
    })
    if (!isOver) {
      const detail = `${people.present} people are still here; ${this.#whyNot()}`
      checks.violated({ promise: 'P6', name: 'the platform comes to rest', detail })
    }
    await this.#redrive()
    // What is due later happens too: payments expire, carts are forgotten.
    for (let leaps = 0; leaps < 5; leaps += 1) {
      this.#world.leap(3_600 * second)
      await this.#until(wakeWithin, () => false)
      await this.#restAgain()
    }
    this.#judgeDead()
  }

  async #restAgain(): Promise<void> {
    if (await this.#until(restWithin, () => this.#hasComeToRest())) return
    const name = 'the platform comes to rest again'
    this.#world.checks.violated({ promise: 'P6', name, detail: this.#whyNot() })
  }

  /** What was given up is listed; mended and tried again, it takes effect. */
  async #redrive(): Promise<void> {
    const { outside, operator } = this.#world
    outside.mend()
    if (this.#dead().length === 0) return
    let redriven = false
    const redriving = operator.redriveAll().finally(() => {
      redriven = true
    })
    await this.#run(() => redriven)
    await redriving
    await this.#restAgain()
    this.#judgeDead()
  }

  #dead(): readonly DeliveryRow[] {
    return this.#world.regions.flatMap(({ database }) =>
      [...database.store.deliveries.values()].filter(({ died }) => died !== undefined),
    )
  }

  /** Once everything was mended, nothing is given up any more. */
  #judgeDead(): void {
    for (const { delivery, died } of this.#dead()) {
      const name = 'what was mended takes effect'
      const detail = `${delivery.id}: ${died?.error}`
      this.#world.checks.violated({ promise: 'P6', name, detail })
    }
  }

  /** What an operator evacuated is brought back by an operator; what was lost comes back by itself. */
  #handBack(): void {
    const { regions, settings, operator, scheduler } = this.#world
    if (scheduler.nowUs < this.#handBackAtUs) return
    this.#handBackAtUs = scheduler.nowUs + handBackEvery
    for (const home of settings.homes) {
      const owner = settings.mode === 'active-active' ? home : 'sin'
      for (const region of regions) {
        const standing = region.serving?.standing
        const map = region.serving?.map
        const isElsewhere =
          region.code !== owner && region.serving?.serves(home) && map?.adopted?.[home] !== owner
        if (isElsewhere && standing === 'paired') operator.handOver(region, home)
      }
    }
  }

  async #until(withinUs: number, holds: () => boolean): Promise<boolean> {
    const { scheduler } = this.#world
    const endUs = scheduler.nowUs + withinUs
    let does = false
    let lookAt = scheduler.nowUs
    await this.#run(() => {
      if (scheduler.nowUs >= endUs) return true
      if (scheduler.nowUs < lookAt) return false
      lookAt = scheduler.nowUs + lookEvery
      does = holds()
      return does
    })
    return does
  }

  /** @throws EndedEarly */
  async #run(isOver: () => boolean): Promise<void> {
    const { scheduler, checks } = this.#world
    const isBroken = () => this.#endsAtFirstViolation && checks.violations.length > 0
    await scheduler.run(() => isBroken() || isOver())
    if (isBroken()) throw new EndedEarly()
  }

  #isServing(): boolean {
    const { regions, settings } = this.#world
    return settings.homes.every((home) =>
      regions.some((region) => region.isReady() && region.serving?.serves(home)),
    )
  }

  /** Operators look after it as well, also when hours have passed: a home may have gone back to where it was. */
  #hasComeToRest(): boolean {
    this.#handBack()
    return this.#whyNot() === ''
  }

  /** What still moves, in words; empty when nothing does. */
  #whyNot(): string {
    const { regions, settings, scheduler } = this.#world
    const nowMs = settings.startMs + scheduler.nowUs / 1_000
    const reasons: string[] = []
    for (const region of regions) {
      const { code, serving, database, receiving } = region
      if (!region.isReady() || serving?.standing !== 'paired') {
        reasons.push(`${code} is ${serving?.standing ?? 'dead'}`)
      }
      const home = settings.mode === 'active-active' ? code : 'sin'
      const mine = settings.homes.filter((one) =>
        settings.mode === 'active-active' ? one === code : code === 'sin',
      )
      if (mine.some((one) => !serving?.serves(one))) reasons.push(`${code} does not serve ${home}`)
      if (!receiving?.connected) reasons.push(`${code} does not receive`)
      const { slot, lsn } = database.log
      if ((slot?.confirmed ?? -1) < lsn) reasons.push(`${code} has not sent everything`)
      if (database.running > 0) reasons.push(`${database.running} commits of ${code} wait`)
      let pending = 0
      for (const { delivery, availableAt, died } of database.store.deliveries.values()) {
        if (died === undefined && availableAt <= nowMs + 60_000) {
          pending += 1
          if (pending === 1) reasons.push(`${code} still holds ${delivery.id}`)
        }
      }
    }
    return reasons.join('; ')
  }
}

class EndedEarly extends Error {}

function ordersIn(world: World): number {
  const store = world.region('sin').database.store
  let orders = 0
  for (const { document } of store.documents.values()) if (isOrder(document)) orders += 1
  return orders
}

function isOrder({ kind }: StoredDocument): boolean {
  return kind === 'order'
}
