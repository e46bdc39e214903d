// One round of a campaign, as a drill: shoppers buy in both regions, the plan happens to the store, it
// is made whole again while they go on, and then the records are compared.

import { saysOf } from '#kernel/core/fault.ts'
import { Conflicts } from '#cli/campaign/conflicts.ts'
import { begin, end, heal, type Ground } from '#cli/campaign/faults.ts'
import {
  describe,
  someoneCanSell,
  type FaultKind,
  type PlannedFault,
  type RoundPlan,
} from '#cli/campaign/plan.ts'
import { untilWhole, whatIsMissing } from '#cli/campaign/whole.ts'
import type { AuditReport, Finding } from '#cli/drills/audit.ts'
import { expected, type Drill } from '#cli/drills/drill.ts'
import type { Stage } from '#cli/drills/stage.ts'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const shoppers = 8
const pauseMs = 350
const scarceUnits = 12
const healWithinMs = 30_000
const wholeWithinMs = 60_000
const quietWithinMs = 20_000
const operatorMs = 30_000
/** RTO while a region, the witness and the bank are there; on two busy cores. */
const outageMaxMs = 12_000
/** How soon somebody can buy again when what nobody can do without is back. */
const recoveryMaxMs = 15_000

export interface RoundFigures {
  /** From the last fault's end until the store was whole, milliseconds; null when it never was. */
  wholeAfterMs: number | null
  /** Deliveries that ended as dead letters in this round. */
  deadLetters: number
  /** Rows that met a conflict in replication in this round. */
  conflicts: number
  /** Planned faults that were brought about. */
  readonly happened: FaultOf[]
  /** Planned faults of which nothing came. */
  readonly notBroughtAbout: (FaultOf & { readonly why: string })[]
}

export interface FaultOf {
  readonly kind: FaultKind
  readonly fault: string
}

export function noFigures(): RoundFigures {
  return { wholeAfterMs: null, deadLetters: 0, conflicts: 0, happened: [], notBroughtAbout: [] }
}

/** @param figures is filled in as the round goes on */
export function roundOf(plan: RoundPlan, ground: Ground, figures: RoundFigures): Drill {
  const found: Finding[] = []
  const conflicts = new Conflicts(ground.store)
  let deadBefore = 0
  let endedAtMs = 0
  const rehearse = async (stage: Stage) => {
    const startedAt = performance.now()
    await Promise.all(plan.faults.map((fault) => happen(fault, plan, ground, stage, figures)))
    endedAtMs = performance.now() - startedAt
    await insist(() => heal(ground), healWithinMs)
    stage.note('everything is taken back')
    const operator = new Operator(ground.store, plan.pressesTwice, stage)
    const tookMs = await untilWhole(ground.store, {
      withinMs: wholeWithinMs,
      nudge: (reports) => operator.look(reports),
    })
    figures.wholeAfterMs = Math.round(tookMs)
    stage.note('both regions are whole, and stay so')
  }
  return {
    name: `round ${plan.round} of seed ${plan.seed}`,
    summary: plan.faults.map(describe).join(', '),
    shoppers,
    pauseMs,
    scarceUnits,
    async rehearse(stage) {
      const reports = await wholeReports(ground.store)
      deadBefore = reports.reduce((sum, r) => sum + r.deliveries.dead, 0)
      for (const report of reports) conflicts.see(report)
      try {
        await conflicts.during(() => rehearse(stage))
      } finally {
        figures.conflicts = conflicts.total
      }
    },
    async afterwards(stage) {
      const quiet = await untilQuiet(ground.store, stage)
      found.push(...expected(quiet, 'P6', 'deliveries still wait after all faults have gone'))
      const reports = await wholeReports(ground.store)
      figures.deadLetters = reports.reduce((sum, r) => sum + r.deliveries.dead, 0) - deadBefore
      for (const report of reports) conflicts.see(report)
      figures.conflicts = conflicts.total
      found.push(
        ...expected(figures.deadLetters <= 0, 'P6', `${figures.deadLetters} new dead letters`),
      )
      const missing = whatIsMissing(ground.store, reports)
      found.push(...expected(missing.length === 0, 'P8', `no longer whole: ${missing.join(', ')}`))
    },
    alsoExpects: (report) => [
      ...found,
      ...expected(
        figures.conflicts === 0,
        'P8',
        `${figures.conflicts} rows met a conflict in replication`,
      ),
      ...soonAgain(plan, report, endedAtMs),
    ],
  }
}

/** P7: who is told no, and how long nobody can buy. */
function soonAgain(plan: RoundPlan, { told, rtoMs }: AuditReport, endedAtMs: number): Finding[] {
  const firstMs = Math.min(...plan.faults.map(({ atMs }) => atMs))
  const mostMs = someoneCanSell(plan) ? outageMaxMs : endedAtMs - firstMs + recoveryMaxMs
  return [
    ...expected(told.failed === 0, 'P7', `${told.failed} checkouts failed`),
    ...expected(
      told.pending === 0,
      'P7',
      `${told.pending} shoppers never learned what became of it`,
    ),
    ...expected(rtoMs <= mostMs, 'P7', `nobody could buy for ${rtoMs} ms`),
  ]
}

async function happen(
  fault: PlannedFault,
  { pressesTwice }: RoundPlan,
  ground: Ground,
  stage: Stage,
  figures: RoundFigures,
): Promise<void> {
  await stage.pass(fault.atMs)
  const says = `${fault.kind} ${fault.region}`
  const twice = pressesTwice && fault.kind === 'switch-over'
  const why = await press(twice, () => begin(ground, fault), says, stage)
  const which = { kind: fault.kind, fault: describe(fault) }
  if (why === null) figures.happened.push(which)
  else figures.notBroughtAbout.push({ ...which, why })
  await stage.pass(fault.lastsMs)
  await press(twice, () => end(ground, fault), `end of ${says}`, stage)
}

/**
 * What is not possible now, or no more, is written down: the audit tells whether it did harm.
 * @returns why it could not be done; null when it was, once at least
 */
async function press(
  twice: boolean,
  act: () => Promise<void>,
  says: string,
  stage: Stage,
): Promise<string | null> {
  const once = async () => {
    try {
      await act()
      stage.note(says)
      return null
    } catch (error) {
      const why = saysOf(error)
      stage.note(`${says}: ${why}`)
      return why
    }
  }
  const [first = null, second = first] = await Promise.all(twice ? [once(), once()] : [once()])
  return first === null || second === null ? null : first
}

/** Presses the buttons that a person at a console would, and no others. */
class Operator {
  readonly #store: StoreFile
  readonly #twice: boolean
  readonly #stage: Stage
  #busy = false

  constructor(store: StoreFile, twice: boolean, stage: Stage) {
    this.#store = store
    this.#twice = twice
    this.#stage = stage
  }

  look(reports: readonly (RegionReport | null)[]): void {
    if (this.#busy) return
    const solo = reports.some((report) => report?.standing === 'solo')
    for (const report of reports) {
      if (report === null) continue
      const { region, standing, serves } = report
      if (standing === 'out' && solo) {
        this.#press(`rejoin ${region}`, () => this.#ask(region, 'rejoin'))
      } else if (standing === 'paired' && serves.length > 1) {
        const home = serves.find((served) => served !== region)
        this.#press(`hand ${home} back`, () => this.#ask(region, 'hand-over', { home }))
      }
    }
  }

  async #ask(region: string, path: string, body: unknown = {}): Promise<void> {
    await askRegion(this.#store, region, path, body, operatorMs)
  }

  #press(says: string, act: () => Promise<void>): void {
    this.#busy = true
    void press(this.#twice, act, says, this.#stage).finally(() => {
      this.#busy = false
    })
  }
}

async function untilQuiet(store: StoreFile, stage: Stage): Promise<boolean> {
  const end = performance.now() + quietWithinMs
  for (;;) {
    // What is due later, such as the expiry of a cart, is no business of the round's.
    const oldest = (await wholeReports(store)).map(({ deliveries }) => deliveries.oldestDueAt)
    const now = new Date().toISOString()
    if (oldest.every((dueAt) => dueAt === null || dueAt > now)) return true
    if (performance.now() > end) {
      stage.note(`deliveries have been due since ${oldest.join(' and ')}`)
      return false
    }
    await stage.pass(100)
  }
}

function wholeReports(store: StoreFile): Promise<RegionReport[]> {
  return Promise.all(
    store.regions.map(({ code }) => askRegion<RegionReport>(store, code, 'report')),
  )
}

async function insist(act: () => Promise<void>, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (performance.now() > until) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
