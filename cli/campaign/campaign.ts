// Many bad days in a row, on one store of real processes. What each brings is drawn from a seed; the
// store has to be whole again, with its three records in agreement, before the next one comes.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ground } from '#cli/campaign/faults.ts'
import { keepHistory, logSizes } from '#cli/campaign/history.ts'
import { describe, planRound, smallDiskRegion, type RoundPlan } from '#cli/campaign/plan.ts'
import { roundOf, type RoundFigures } from '#cli/campaign/round.ts'
import type { Finding } from '#cli/drills/audit.ts'
import { runDrill, type DrillReport, type Kept } from '#cli/drills/run-drill.ts'
import { percentile } from '#cli/shop/percentile.ts'
import { SmallDisk } from '#cli/small-disk.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'

/** Room for all that hundreds of rounds leave behind. */
const diskMegabytes = 6_000

export interface CampaignOptions {
  readonly seed: number
  /** Numbers of the rounds, in this order. */
  readonly rounds: readonly number[]
  /** Where the histories of failed rounds go. */
  readonly keepIn: string
  readonly say: (line: string) => void
  /** Ends after the round that is under way. */
  readonly signal: AbortSignal
}

export interface RoundReport extends RoundFigures {
  readonly round: number
  readonly faults: readonly string[]
  readonly bought: number
  readonly rtoMs: number
  readonly durationMs: number
  readonly findings: readonly Finding[]
  /** The folder of its history, when it failed. */
  readonly history: string | null
}

export interface CampaignReport {
  readonly seed: number
  readonly rounds: readonly RoundReport[]
  readonly bought: number
  readonly violations: number
  /** Longest gap between two successful checkouts of a round, milliseconds. */
  readonly rtoMs: { readonly median: number; readonly p90: number; readonly worst: number }
  readonly durationMs: number
}

export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const startedAt = performance.now()
  const rounds: RoundReport[] = []
  let ground = await freshGround(options.say)
  try {
    for (const round of options.rounds) {
      if (options.signal.aborted) break
      const plan = planRound(options.seed, round)
      options.say(`round ${round}: ${plan.faults.map(describe).join(' + ')}`)
      const { report, broken } = await runRound(plan, ground, options)
      rounds.push(report)
      for (const line of linesOf(report)) options.say(line)
      if (!broken || options.signal.aborted) continue
      options.say('the store is beyond repair: the next round gets another one')
      await ground.close()
      ground = await freshGround(options.say)
    }
  } finally {
    await ground.close()
  }
  const rtos = rounds.map(({ rtoMs }) => rtoMs)
  return {
    seed: options.seed,
    rounds,
    bought: rounds.reduce((sum, { bought }) => sum + bought, 0),
    violations: rounds.reduce((sum, { findings }) => sum + findings.length, 0),
    rtoMs: {
      median: percentile(rtos, 50),
      p90: percentile(rtos, 90),
      worst: percentile(rtos, 100),
    },
    durationMs: Math.round(performance.now() - startedAt),
  }
}

interface OwnGround extends Ground {
  readonly own: OwnStore
  close(): Promise<void>
}

async function freshGround(say: (line: string) => void): Promise<OwnGround> {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-campaign-'))
  const disk = await SmallDisk.mount(join(dir, smallDiskRegion), diskMegabytes)
  if (disk === null) say('no disk can be filled: that takes root, and a machine that may mount one')
  try {
    const own = await startOwnStore(say, { dir })
    const close = async () => {
      await own.stop().finally(() => disk?.unmount())
      await rm(dir, { recursive: true, force: true })
    }
    return { own, store: own.reach, disk, close }
  } catch (error) {
    disk?.unmount()
    throw error
  }
}

async function runRound(
  plan: RoundPlan,
  ground: OwnGround,
  { keepIn }: CampaignOptions,
): Promise<{ report: RoundReport; broken: boolean }> {
  const figures: RoundFigures = { wholeAfterMs: null, deadLetters: 0 }
  const logsBefore = logSizes(ground.own.dir)
  const startedAt = performance.now()
  let kept: Kept = { moments: [], records: null }
  let report: DrillReport | null = null
  let failure: unknown = null
  try {
    report = await runDrill(
      roundOf(plan, ground, figures),
      ground.store,
      () => undefined,
      (now) => {
        kept = now
      },
    )
  } catch (error) {
    failure = error
  }
  const findings = report?.findings ?? [unfinished(failure)]
  const facts = {
    round: plan.round,
    faults: plan.faults.map(describe),
    bought: report?.bought ?? 0,
    rtoMs: report?.rtoMs ?? 0,
    durationMs: Math.round(performance.now() - startedAt),
    ...figures,
    findings,
  }
  const history =
    findings.length === 0
      ? null
      : await keepHistory({ keepIn, plan, facts, kept, failure, ground, logsBefore })
  return { report: { ...facts, history }, broken: report === null || !report.regionsEqual }
}

function unfinished(failure: unknown): Finding {
  const says = failure instanceof Error ? failure.message : String(failure)
  return { promise: 'P8', says: `the round could not be finished: ${says}`, examples: [] }
}

function linesOf(report: RoundReport): string[] {
  const { bought, rtoMs, wholeAfterMs, durationMs, findings, history } = report
  const whole = wholeAfterMs === null ? 'never whole' : `whole after ${wholeAfterMs} ms`
  return [
    `  ${findings.length === 0 ? 'kept' : 'BROKEN'}: ${bought} bought, RTO ${rtoMs} ms, ${whole}, ` +
      `${(durationMs / 1000).toFixed(1)} s`,
    ...findings.flatMap(({ promise, says, examples }) => [
      `  ${promise}: ${says}`,
      ...examples.map((example) => `      ${example}`),
    ]),
    ...(history === null ? [] : [`  history: ${history}`]),
  ]
}
