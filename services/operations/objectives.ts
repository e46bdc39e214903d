import { hours } from '#kernel/core/instant.ts'
import type { MinuteOfRequests } from '#kernel/ports/operations.ts'
import type { ObjectiveView } from '#services/operations/contract.ts'

interface Objective {
  readonly name: ObjectiveView['name']
  readonly targetPpm: number
  readonly counted: (minute: MinuteOfRequests) => number
  readonly bad: (minute: MinuteOfRequests) => number
}

/** What the shop promises its shoppers, over the last day. */
const objectives: readonly Objective[] = [
  {
    name: 'answers',
    targetPpm: 999_000,
    counted: ({ total }) => total,
    bad: ({ failed }) => failed,
  },
  {
    name: 'checkouts',
    targetPpm: 999_500,
    counted: ({ checkouts }) => checkouts,
    bad: ({ failedCheckouts }) => failedCheckouts,
  },
  {
    name: 'reads',
    targetPpm: 990_000,
    counted: ({ reads }) => reads,
    bad: ({ slowReads }) => slowReads,
  },
]

const hoursShown = 24
const whole = 1_000_000

export function objectivesOver(
  minutes: readonly MinuteOfRequests[],
  nowMs: number,
): ObjectiveView[] {
  const sum = (of: (minute: MinuteOfRequests) => number, among = minutes) =>
    among.reduce((total, minute) => total + of(minute), 0)
  const since = nowMs - hours(hoursShown)
  return objectives.map(({ name, targetPpm, ...of }) => {
    const counted = sum(of.counted)
    const bad = sum(of.bad)
    const badByHour = Array.from({ length: hoursShown }, (_, hour) => {
      const from = since + hours(hour)
      return sum(
        of.bad,
        minutes.filter(({ atMs }) => atMs >= from && atMs < from + hours(1)),
      )
    })
    return {
      name,
      targetPpm,
      counted,
      bad,
      budgetLeftPpm: budgetLeft(counted, bad, targetPpm),
      badByHour,
    }
  })
}

function budgetLeft(counted: number, bad: number, targetPpm: number): number {
  const allowed = (counted * (whole - targetPpm)) / whole
  if (bad === 0) return whole
  return Math.round(whole * (1 - bad / Math.max(allowed, Number.MIN_VALUE)))
}
