import { parseArgs } from 'node:util'
import { runCampaign } from '#cli/campaign/campaign.ts'
import { keepDefault } from '#cli/campaign/history.ts'
import { summary } from '#cli/campaign/lines.ts'
import { CommandError } from '#cli/command.ts'

const roundsDefault = 10
const roundsMax = 100_000
const seedMax = 2 ** 32 - 1

export const campaignHelp = `
Usage: meridian drill campaign [--rounds N] [--seed S] [--round K] [--keep DIR] [--json]

Starts a store of its own and gives it N bad days in a row (default ${roundsDefault}), each with one
or two faults drawn from the seed: processes killed, crashed and frozen, the link cut or slow, a full
disk, witness, bank or everything outside gone, homes handed over. After each the store must be whole
again and its records must agree. --round K is round K alone, once or N times. What is known of a round that broke a
promise goes to a new folder in DIR (default ${keepDefault}). What was planned and could not be brought
about is told apart from what happened. --json prints the report of all rounds as JSON to standard output
instead of the summary; the lines of the rounds go to standard error either way. Ctrl-C ends after the round
under way. Exit code 1 when a promise was broken, fewer rounds were done than asked for, or nothing at all
happened in any of them.`

/** @returns the exit code */
export async function campaign(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      seed: { type: 'string' },
      round: { type: 'string' },
      keep: { type: 'string', default: keepDefault },
      json: { type: 'boolean', default: false },
    },
  })
  const seed = values.seed === undefined ? anySeed() : whole('--seed', values.seed, 0, seedMax)
  const rounds = numbersOf(values.rounds, values.round)
  const enough = new AbortController()
  const stop = () => enough.abort()
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const report = await runCampaign({
      seed,
      rounds,
      keepIn: values.keep,
      say: (line) => process.stderr.write(`${line}\n`),
      signal: enough.signal,
    })
    process.stdout.write(
      values.json ? `${JSON.stringify(report, null, 2)}\n` : summary(report, values.keep),
    )
    const isShown = report.idleRounds < report.rounds.length
    return report.violations === 0 && report.rounds.length === rounds.length && isShown ? 0 : 1
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** One after the other, or the one asked for as often as asked for. */
function numbersOf(rounds: string | undefined, round: string | undefined): readonly number[] {
  const count = (otherwise: number) =>
    rounds === undefined ? otherwise : whole('--rounds', rounds, 1, roundsMax)
  if (round === undefined) return Array.from({ length: count(roundsDefault) }, (_, at) => at + 1)
  const asked = whole('--round', round, 1, roundsMax)
  return Array.from({ length: count(1) }, () => asked)
}

function anySeed(): number {
  return Math.floor(Math.random() * seedMax)
}

function whole(option: string, given: string, min: number, max: number): number {
  const value = Number(given)
  if (given.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new CommandError(`${option} is a whole number from ${min} to ${max}`)
}
