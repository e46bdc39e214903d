import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { bury, graves } from '#cli/simulate/graveyard.ts'
import { liveAll } from '#cli/simulate/live-all.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'
import { lineOf, summaryOf, textOf } from '#cli/simulate/report.ts'
import type { Violation } from '#simulator/checks.ts'
import { faults, type FaultName } from '#simulator/faults.ts'
import { subjectOf } from '#simulator/words.ts'
import { planOf, type Mode, type Plan, type PlanOptions } from '#simulator/plan.ts'
import { shrink } from '#simulator/shrink.ts'
import type { Outcome } from '#simulator/simulate.ts'

const modes: readonly Mode[] = ['active-active', 'warm-standby']
const progressEveryMs = 5_000
/** A single day is told in full; of many, only those that broke a promise. */
const linesMax = 50
const faultWidth = Math.max(...Object.keys(faults).map((name) => name.length))

export const simulate: CliCommand = {
  help: `
Usage: meridian simulate [--seeds N] [--seed S] [--mode M] [--faults A,B] [--workers N]
                         [--shrink] [--story] [--about TEXT] [--json] [--graveyard]

Runs the kernel and the services of two regions, a witness, a front door and a bank in one process,
without real time: shoppers buy while machines crash, links drop and clocks are wrong. The seed
decides everything, so a seed that breaks a promise breaks it every time. Where more than one day is
asked for, days that once did are lived through first. Exit code 1 when a promise was broken.

  --seeds N      how many days (default 1)
  --seed S       the first of them (default 1)
  --mode M       ${modes.join(' or ')}; by default the seed chooses
  --workers N    days at the same time (default: one a processor)
  --shrink       make the first day that broke a promise as short as it can be, tell its story, and
                 keep it in simulator/graveyard
  --story        tell what happened on the one day that is asked for, line by line
  --about TEXT   and what happened to everything that has this in its id, or names it
  --graveyard    only the days that once broke a promise
  --json         print every day and their sum as JSON; what is told of them goes to standard error
  --faults A,B   only these; "none" for a quiet day. By default the seed chooses among
${Object.entries(faults)
  .map(([name, { says }]) => `      ${name.padEnd(faultWidth)}  ${says}`)
  .join('\n')}
`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        mode: { type: 'string' },
        faults: { type: 'string' },
        workers: { type: 'string', default: String(availableParallelism()) },
        shrink: { type: 'boolean', default: false },
        story: { type: 'boolean', default: false },
        about: { type: 'string' },
        graveyard: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const options = { mode: modeOf(values.mode), faults: faultsOf(values.faults) }
    const first = wholeNumber('--seed', values.seed)
    const count = values.graveyard ? 0 : wholeNumber('--seeds', values.seeds)
    const workers = wholeNumber('--workers', values.workers)
    if (count !== 1 && (values.story || values.about !== undefined)) {
      throw new CommandError('--story and --about are for one day: name it with --seed alone')
    }
    const buried = count === 1 ? [] : await graves()
    const plans = [
      ...buried.map(({ plan, file }) => ({ name: file, plan })),
      ...Array.from({ length: count }, (_, at) => ({
        name: `seed ${first + at}`,
        plan: planOf(first + at, options),
      })),
    ]
    const say = (text: string) => {
      const output = values.json ? process.stderr : process.stdout
      output.write(text)
    }
    const again = againWith(values)
    const isBuried = new Set(buried.map(({ plan }) => plan))
    const ran = new Ran(plans, say, (plan) =>
      isBuried.has(plan) ? again('--graveyard') : again(`--seed ${plan.seed}`, '--story'),
    )
    if (count === 1) {
      const [one] = plans
      const tellsStory = values.about ?? values.story
      if (one) ran.tell(one.plan, await livedThrough(one.plan, { tellsStory }))
    } else {
      await liveAll(
        plans.map(({ plan }) => plan),
        workers,
        (plan, outcome) => ran.tell(plan, outcome),
      )
    }
    const broken = ran.firstBroken()
    if (broken !== null && values.shrink) await tellShort(broken.plan, broken.violation, say)
    const summary = ran.summary()
    if (values.json) {
      const told = { ...summary, outcomes: ran.outcomes.map(withoutStory) }
      process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
    }
    say(textOf(summary))
    return broken === null ? 0 : 1
  },
}

function withoutStory(outcome: Outcome): Omit<Outcome, 'story'> {
  const { story: _, ...rest } = outcome
  return rest
}

/** What has come of the days so far. */
class Ran {
  readonly outcomes: Outcome[] = []
  readonly #plans: readonly { readonly name: string; readonly plan: Plan }[]
  readonly #names: ReadonlyMap<Plan, string>
  readonly #say: (text: string) => void
  readonly #replay: (plan: Plan) => string
  readonly #broken: { readonly plan: Plan; readonly violation: Violation }[] = []
  readonly #startMs = performance.now()
  #saidMs = performance.now()

  constructor(
    plans: readonly { readonly name: string; readonly plan: Plan }[],
    say: (text: string) => void,
    replay: (plan: Plan) => string,
  ) {
    this.#plans = plans
    this.#names = new Map(plans.map(({ plan, name }) => [plan, name]))
    this.#say = say
    this.#replay = replay
  }

  tell(plan: Plan, outcome: Outcome): void {
    this.outcomes.push(outcome)
    const [violation] = outcome.violations
    const { story } = outcome
    if (story.length > 0) this.#say(`${story.join('\n')}\n`)
    if (violation !== undefined || this.#plans.length <= linesMax) {
      this.#say(lineOf(this.#names.get(plan) ?? '', outcome))
    }
    if (violation !== undefined) {
      this.#broken.push({ plan, violation })
      this.#say(this.#replay(plan))
    }
    if (performance.now() - this.#saidMs < progressEveryMs) return
    this.#saidMs = performance.now()
    process.stderr.write(`  ${this.outcomes.length} of ${this.#plans.length} days\n`)
  }

  firstBroken(): { readonly plan: Plan; readonly violation: Violation } | null {
    return this.#broken[0] ?? null
  }

  summary() {
    const planned = this.#plans.reduce((sum, { plan }) => sum + plan.faults.length, 0)
    return summaryOf(this.outcomes, planned, performance.now() - this.#startMs)
  }
}

async function tellShort(
  plan: Plan,
  broken: Violation,
  say: (text: string) => void,
): Promise<void> {
  const { plan: short, tries } = await shrink(plan, broken, (candidate) => livedThrough(candidate))
  const again = await livedThrough(short)
  const same = again.violations.find(({ name }) => name === broken.name) ?? broken
  const { story } = await livedThrough(short, { tellsStory: subjectOf(same.detail) ?? true })
  const file = await bury({ ...same, plan: short })
  say(`\nThe shortest of ${tries} days that break it, kept in ${file}:\n${story.join('\n')}\n\n`)
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

/** The command that lives through some of these days again. */
function againWith({
  mode,
  faults: only,
}: {
  readonly mode?: string | undefined
  readonly faults?: string | undefined
}): (...which: readonly string[]) => string {
  const kept = [...(mode ? ['--mode', mode] : []), ...(only ? ['--faults', only] : [])]
  return (...which) =>
    `  again: ${['node bin/meridian.js simulate', ...which, ...kept].join(' ')}\n`
}
