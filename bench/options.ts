import { parseArgs } from 'node:util'
import type { Section } from '#bench/section.ts'

export interface BenchOptions {
  readonly sections: readonly Section[]
  readonly toy: boolean
  readonly full: boolean
  readonly json: boolean
  readonly help: boolean
  readonly runs: number
}

const runsMax = 100

/** @throws Error with what is wrong with the arguments */
export function benchOptions(args: readonly string[], known: readonly Section[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      toy: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      runs: { type: 'string' },
    },
  })
  const { toy, full, json, help } = values
  const runs = Number(values.runs ?? (toy ? 1 : 3))
  if (!Number.isInteger(runs) || runs < 1 || runs > runsMax) {
    throw new Error(`--runs is a number from 1 to ${runsMax}`)
  }
  for (const name of positionals) {
    if (!known.some((section) => section.name === name)) {
      throw new Error(`there is no section ${name}: ${known.map((one) => one.name).join(', ')}`)
    }
  }
  const sections =
    positionals.length === 0 ? known : known.filter(({ name }) => positionals.includes(name))
  return { sections, toy, full, json, help, runs }
}
