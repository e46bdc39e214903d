// Many bad days in a row, on one store of real processes. What each brings is drawn from a seed; the
// store has to be whole again, with its three records in agreement, before the next one comes.

import { saysOf } from '#kernel/core/fault.ts'
import { freshGround, type OwnGround } from '#cli/campaign/ground.ts'
import { keepHistory, logSizes } from '#cli/campaign/history.ts'
import { linesOf } from '#cli/campaign/lines.ts'
import { describe, planRound, type FaultKind, type RoundPlan } from '#cli/campaign/plan.ts'
import { noFigures, roundOf, type FaultOf, type RoundFigures } from '#cli/campaign/round.ts'
import type { Finding } from '#cli/drills/audit.ts'
import { longestOutageMs } from '#cli/drills/longest-outage.ts'
import { runDrill, type DrillReport, type Kept } from '#cli/drills/run-drill.ts'
import { percentile } from '#cli/shop/percentile.ts'

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
  /** As planned. */
  readonly faults: readonly string[]
  readonly bought: number
  readonly rtoMs: number
  readonly durationMs: number
  readonly findings: readonly Finding[]
  /** The folder of its history, when it failed and that could be kept. */
  readonly history: string | null
}

export interface CampaignReport {
  readonly seed: number
  /** How many rounds were to be had. */
  readonly asked: number
  /** Those that were done. */
  readonly rounds: readonly RoundReport[]
  /** Why there are fewer than asked for; null when there are not. */
  readonly stopped: string | null
  /** Kind → how many of them there were. */
  readonly faults: {
    readonly happened: Partial<Record<FaultKind, number>>
    readonly notBroughtAbout: Partial<Record<FaultKind, number>>
  }
  /** Rounds in which nothing at all happened. */
  readonly idleRounds: number
  readonly bought: number
  readonly violations: number
  /** Longest gap between two successful checkouts of a round, milliseconds. */
  readonly rtoMs: { readonly median: number; readonly p90: number; readonly worst: number }
  readonly durationMs: number
}

interface Means {
  freshGround(say: (line: string) => void): Promise<OwnGround>
  runRound(
    plan: RoundPlan,
    ground: OwnGround,
    options: CampaignOptions,
  ): Promise<{ report: RoundReport; broken: boolean }>
}

/**
 * What has been found out is reported whatever becomes of the rest.
 * @throws Error when there is no store to begin with
 */
export async function runCampaign(
  options: CampaignOptions,
  means: Means = { freshGround, runRound },
): Promise<CampaignReport> {
  const startedAt = performance.now()
  const { say } = options
  const rounds: RoundReport[] = []
  let stopped: string | null = null
  let ground: OwnGround | null = await means.freshGround(say)
  for (const round of options.rounds) {
    if (options.signal.aborted) {
      stopped = 'by a signal'
      break
    }
    const plan = planRound(options.seed, round)
    try {
      if (ground === null) say('the store was beyond repair: this round gets another one')
      ground ??= await means.freshGround(say)
      say(`round ${round}: ${plan.faults.map(describe).join(' + ')}`)
      const { report, broken } = await means.runRound(plan, ground, options)
      rounds.push(report)
      for (const line of linesOf(report)) say(line)
      if (!broken) continue
    } catch (error) {
      stopped = `by an error: ${saysOf(error)}`
      break
    }
    await closed(ground, say)
    ground = null
  }
  if (ground !== null) await closed(ground, say)
  const rtos = rounds.map(({ rtoMs }) => rtoMs)
  return {
    seed: options.seed,
    asked: options.rounds.length,
    rounds,
    stopped,
    faults: {
      happened: counted(rounds.flatMap(({ happened }) => happened)),
      notBroughtAbout: counted(rounds.flatMap(({ notBroughtAbout }) => notBroughtAbout)),
    },
    idleRounds: rounds.filter(({ happened }) => happened.length === 0).length,
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

function counted(faults: readonly FaultOf[]): Partial<Record<FaultKind, number>> {
  const counts: Partial<Record<FaultKind, number>> = {}
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

async function closed(ground: OwnGround, say: (line: string) => void): Promise<void> {
  try {
    await ground.close()
  } catch (error) {
    say(`the store did not end as it should: ${saysOf(error)}`)
  }
}

async function runRound(
  plan: RoundPlan,
  ground: OwnGround,
  { keepIn, say }: CampaignOptions,
): Promise<{ report: RoundReport; broken: boolean }> {
  const figures = noFigures()
  const logsBefore = logSizes(ground.own.dir)
  const startedAt = performance.now()
  let kept: Kept = { moments: [], receipts: [], orders: null, charges: null, audit: null }
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
  const facts = {
    round: plan.round,
    faults: plan.faults.map(describe),
    ...whatWasFound(report, kept, failure),
    durationMs: Math.round(performance.now() - startedAt),
    ...figures,
  }
  let history: string | null = null
  if (facts.findings.length > 0) {
    try {
      history = await keepHistory({ keepIn, plan, facts, kept, failure, ground, logsBefore })
    } catch (error) {
      say(`  the history of round ${plan.round} could not be kept: ${saysOf(error)}`)
    }
  }
  return { report: { ...facts, history }, broken: report === null || !report.regionsEqual }
}

/** Of a round that could not be finished, as much as its records show. */
export function whatWasFound(
  report: DrillReport | null,
  { audit, receipts }: Kept,
  failure: unknown,
): Pick<RoundReport, 'bought' | 'rtoMs' | 'findings'> {
  if (report !== null) {
    const { bought, rtoMs, findings } = report
    return { bought, rtoMs, findings }
  }
  const rest = audit === null ? ', and there are no three records to compare' : ''
  const unfinished: Finding = {
    promise: 'P8',
    says: `the round could not be finished: ${saysOf(failure)}${rest}`,
    examples: [],
  }
  return {
    bought: audit?.bought ?? receipts.filter(({ told }) => told === 'confirmed').length,
    rtoMs: audit?.rtoMs ?? longestOutageMs(receipts),
    findings: [unfinished, ...(audit?.findings ?? [])],
  }
}
