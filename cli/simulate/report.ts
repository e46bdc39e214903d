import type { Outcome } from '#simulator/simulate.ts'

const violationsShown = 5
const seedsShown = 20

export interface Summary {
  readonly seeds: number
  readonly orders: number
  /** Of real time. */
  readonly ordersPerSecond: number
  readonly requests: number
  readonly commits: number
  readonly faults: number
  readonly virtualHours: number
  readonly realSeconds: number
  readonly broken: readonly number[]
}

export function summaryOf(outcomes: readonly Outcome[], faults: number, tookMs: number): Summary {
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const orders = sum((outcome) => outcome.orders)
  const broken = outcomes.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed)
  return {
    seeds: outcomes.length,
    orders,
    ordersPerSecond: Math.round((orders / Math.max(tookMs, 1)) * 1_000),
    requests: sum((outcome) => outcome.requests),
    commits: sum((outcome) => outcome.commits),
    faults,
    virtualHours: Math.round(sum((outcome) => outcome.virtualSeconds) / 3_600),
    realSeconds: Math.round(tookMs / 100) / 10,
    broken: broken.toSorted((one, other) => one - other),
  }
}

export function textOf(summary: Summary): string {
  const { seeds, orders, ordersPerSecond, faults, virtualHours, realSeconds, broken } = summary
  const some = broken.slice(0, seedsShown).join(', ')
  const verdict =
    broken.length === 0
      ? 'every promise was kept'
      : `A PROMISE WAS BROKEN on ${broken.length} of them: ${some}${broken.length > seedsShown ? ', …' : ''}`
  return [
    `${seeds} days (${virtualHours} hours) with ${orders} orders and ${faults} faults: ${verdict}`,
    `  ${realSeconds} s, ${ordersPerSecond} orders/s`,
    '',
  ].join('\n')
}

/** One line for a day on which all went well, and what was broken on any other. */
export function lineOf(name: string, { digest, orders, violations }: Outcome): string {
  const verdict = violations.length === 0 ? 'kept' : 'BROKEN'
  const broken = violations
    .slice(0, violationsShown)
    .map(({ promise, name: what, detail }) => `  ${promise} ${what}\n      ${detail}\n`)
  return `${name}: ${verdict}, ${orders} orders, trace ${digest}\n${broken.join('')}`
}
