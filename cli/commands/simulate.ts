import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { faults, type FaultName } from '#simulator/faults.ts'
import { planOf, type Mode, type PlanOptions } from '#simulator/plan.ts'
import { simulate as live, type Outcome } from '#simulator/simulate.ts'

const modes: readonly Mode[] = ['active-active', 'warm-standby']
const shownMax = 5

export const simulate: CliCommand = {
  help: `
Usage: meridian simulate [--seeds N] [--seed S] [--mode M] [--faults A,B] [--story] [--json]

Runs the kernel and the services of two regions, a witness, a front door and a bank in one process,
without real time: shoppers buy while machines crash, links drop and clocks are wrong. The seed
decides everything, so a seed that breaks a promise breaks it every time. Exit code 1 when one was.

  --seeds N      how many days (default 1)
  --seed S       the first of them (default 1)
  --mode M       ${modes.join(' or ')}; by default the seed chooses
  --faults A,B   only these; "none" for a quiet day. By default the seed chooses among
${Object.entries(faults)
  .map(([name, { says }]) => `                   ${name.padEnd(17)}${says}`)
  .join('\n')}
  --story        tell what happened, line by line
  --about TEXT   and what happened to documents with this in their ids
`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        mode: { type: 'string' },
        faults: { type: 'string' },
        story: { type: 'boolean', default: false },
        about: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const options = { mode: modeOf(values.mode), faults: faultsOf(values.faults) }
    const first = wholeNumber('--seed', values.seed)
    const count = wholeNumber('--seeds', values.seeds)
    const tellsStory = values.about ?? values.story
    const outcomes: Outcome[] = []
    const startMs = performance.now()
    for (let seed = first; seed < first + count; seed += 1) {
      const outcome = await live(planOf(seed, options), { tellsStory })
      outcomes.push(outcome)
      if (!values.json) process.stdout.write(lineOf(outcome))
      if (outcome.violations.length > 0 && !values.json) process.stdout.write(replayOf(seed, args))
    }
    const summary = summaryOf(outcomes, performance.now() - startMs)
    if (values.json) process.stdout.write(`${JSON.stringify({ ...summary, outcomes }, null, 2)}\n`)
    else process.stdout.write(textOf(summary))
    return summary.broken.length === 0 ? 0 : 1
  },
}

function modeOf(text: string | undefined): PlanOptions['mode'] {
  if (text === undefined) return undefined
  const mode = modes.find((known) => known === text)
  if (mode === undefined) throw new CommandError(`--mode is ${modes.join(' or ')}`)
  return mode
}

function faultsOf(text: string | undefined): PlanOptions['faults'] {
  if (text === undefined) return undefined
  const names = text === 'none' ? [] : text.split(',')
  const unknown = names.find((name) => !Object.hasOwn(faults, name))
  if (unknown !== undefined) throw new CommandError(`there is no fault "${unknown}"`)
  return names as FaultName[]
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new CommandError(`${name} takes a whole number, not "${text}"`)
}

function lineOf({ seed, digest, orders, violations, story }: Outcome): string {
  const told = story.length > 0 ? `${story.join('\n')}\n` : ''
  const broken = violations
    .slice(0, shownMax)
    .map(({ promise, name, detail }) => `  ${promise} ${name}\n      ${detail}\n`)
  const verdict = violations.length === 0 ? 'kept' : 'BROKEN'
  return `${told}seed ${seed}: ${verdict}, ${orders} orders, trace ${digest}\n${broken.join('')}`
}

function replayOf(seed: number, args: readonly string[]): string {
  const kept = args.filter((_, at) => !/^--(seed|seeds|story|json)$/.test(args[at] ?? ''))
  const rest = kept.filter((argument) => !/^\d+$/.test(argument))
  const command = ['meridian simulate', `--seed ${seed}`, ...rest, '--story'].join(' ')
  return `  again: ${command}\n`
}

interface Summary {
  readonly seeds: number
  readonly orders: number
  readonly ordersPerSecond: number
  readonly virtualSeconds: number
  readonly realSeconds: number
  readonly broken: readonly number[]
}

function summaryOf(outcomes: readonly Outcome[], tookMs: number): Summary {
  const orders = outcomes.reduce((sum, outcome) => sum + outcome.orders, 0)
  return {
    seeds: outcomes.length,
    orders,
    ordersPerSecond: Math.round((orders / tookMs) * 1_000),
    virtualSeconds: outcomes.reduce((sum, outcome) => sum + outcome.virtualSeconds, 0),
    realSeconds: Math.round(tookMs / 100) / 10,
    broken: outcomes.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed),
  }
}

function textOf(summary: Summary): string {
  const { seeds, orders, ordersPerSecond, virtualSeconds, realSeconds, broken } = summary
  const hours = Math.round(virtualSeconds / 3_600)
  const verdict =
    broken.length === 0
      ? 'every promise was kept'
      : `A PROMISE WAS BROKEN with ${broken.length} seeds: ${broken.slice(0, 20).join(', ')}`
  return `${seeds} days (${hours} hours) with ${orders} orders in ${realSeconds} s, ${ordersPerSecond} orders/s: ${verdict}\n`
}
