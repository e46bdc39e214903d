// What a campaign tells people.

import type { CampaignReport, RoundReport } from '#cli/campaign/campaign.ts'
import { repeatCommand } from '#cli/campaign/history.ts'

export function linesOf(report: RoundReport): string[] {
  const { bought, rtoMs, wholeAfterMs, durationMs, findings, history } = report
  const { happened, notBroughtAbout } = report
  const whole = wholeAfterMs === null ? 'never whole' : `whole after ${wholeAfterMs} ms`
  return [
    `  ${verdictOf(report)}: ${bought} bought, RTO ${rtoMs} ms, ${whole}, ` +
      `${(durationMs / 1000).toFixed(1)} s`,
    ...(happened.length === 0 ? [] : [`  happened: ${happened.map((f) => f.fault).join(' + ')}`]),
    ...notBroughtAbout.map(({ fault, why }) => `  not brought about: ${fault}: ${why}`),
    ...findings.flatMap(({ promise, says, examples }) => [
      `  ${promise}: ${says}`,
      ...examples.map((example) => `      ${example}`),
    ]),
    ...(history === null ? [] : [`  history: ${history}`]),
  ]
}

export function summary(report: CampaignReport, keepIn: string): string {
  const { seed, rounds, faults, idleRounds, bought, rtoMs } = report
  const broken = rounds.filter(({ findings }) => findings.length > 0)
  const head = headOf(report)
  if (rounds.length === 0) return head
  return [
    head,
    `  bought        ${bought} orders confirmed\n`,
    `  RTO           median ${rtoMs.median} ms, p90 ${rtoMs.p90} ms, worst ${rtoMs.worst} ms\n`,
    `  happened      ${counts(faults.happened)}\n`,
    `  did not       ${counts(faults.notBroughtAbout)}\n`,
    ...(idleRounds === 0 ? [] : [`  idle          nothing happened in ${idleRounds} rounds\n`]),
    ...new Set(
      broken.map(({ round }) => `  to repeat     ${repeatCommand({ seed, round }, keepIn)}\n`),
    ),
  ].join('')
}

function headOf(report: CampaignReport): string {
  const { seed, asked, rounds, stopped, durationMs } = report
  const done = rounds.length === asked ? `${asked}` : `${rounds.length} of ${asked}`
  return (
    `campaign: ${done} rounds of seed ${seed} in ${Math.round(durationMs / 1000)} s` +
    `${stopped === null ? '' : `, stopped ${stopped}`}; ${verdict(report)}\n`
  )
}

function verdictOf({ findings, happened }: RoundReport): string {
  if (findings.length > 0) return 'BROKEN'
  return happened.length > 0 ? 'kept' : 'NOTHING HAPPENED, so nothing is shown'
}

function verdict({ rounds, violations, idleRounds }: CampaignReport): string {
  if (violations > 0) return `${violations} VIOLATIONS`
  if (rounds.length === 0) return 'no round was done'
  if (rounds.length === idleRounds) return 'NOTHING HAPPENED, so nothing is shown'
  return 'every promise was kept'
}

/** Most first. */
function counts(byKind: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(byKind).sort(([, one], [, other]) => other - one)
  return sorted.map(([kind, count]) => `${kind} ${count}`).join(', ') || 'nothing'
}
