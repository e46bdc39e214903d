// npm run mutants: see the usage below.

import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Hunt, Hunted } from '#tools/mutants/hunted.ts'
import { knownSeeds, knownSeedsFile } from '#tools/mutants/known-seeds.ts'
import type { Mutant } from '#tools/mutants/mutant.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import { root } from '#tools/project.ts'

const usage = `Puts each known mistake into the platform, one at a time, and lets the simulator look for it.

  npm run mutants                     all of them, up to 2,000 seeds each; exit code 1 when one gets away
  npm run mutants -- NAME…            only these
  npm run mutants -- --seeds 50       fewer seeds
  npm run mutants -- --write          keeps where each was caught, for the tests and docs/mutants.md`

const atOnce = 2
/** Tried for a day on which a mutant is noticed with less work: the tests live through those. */
const smallDays = 40

/** A seed that the sound platform breaks as well says nothing of a mutant. */
async function huntFairly(hunter: Hunter, { name }: Mutant, seeds: number): Promise<Hunted> {
  const isSound = async (seed: number) => {
    const { caught } = await hunter.hunt({ mutant: name, isSound: true, first: seed, seeds: 1 })
    if (caught) console.error(`seed ${seed} breaks ${caught.promise} without any mutant`)
    return caught === null
  }
  for (let first = 1; first <= seeds;) {
    const left = seeds - first + 1
    const { caught } = await hunter.hunt({ mutant: name, first, seeds: left, small: smallDays })
    if (caught === null) break
    const { seed, smallest } = caught
    if (await isSound(seed)) {
      const quicker = (await isSound(smallest)) ? smallest : seed
      return { seeds: seed, caught: { ...caught, smallest: quicker } }
    }
    first = seed + 1
  }
  return { seeds, caught: null }
}

/** Hunts for some at a time; `tell` hears of each as it ends. */
export async function huntAll(
  hunted: readonly Mutant[],
  hunt: (hunter: Hunter, mutant: Mutant) => Promise<Hunted>,
  tell: (mutant: Mutant, outcome: Hunted) => void,
): Promise<void> {
  const waiting = hunted.values()
  const work = async (): Promise<void> => {
    using hunter = new Hunter()
    for (const mutant of waiting) tell(mutant, await hunt(hunter, mutant))
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, hunted.length) }, work))
}

/** A process of its own, so that a mutant cannot take down whoever hunts it. */
export class Hunter {
  readonly #child = fork(path.join(root, 'tools/mutants/hunter.ts'), {
    cwd: root,
    execArgv: ['--import', path.join(root, 'tools/mutants/apply-mutant.ts')],
    // What is kept of a file would be kept once more for each mutant.
    env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_DISABLE_COMPILE_CACHE: '1' },
  })

  async hunt(hunt: Hunt): Promise<Hunted> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) =>
        reject(new Error(`The process that hunts ${hunt.mutant} ended with ${code}`))
      this.#child.once('exit', onExit)
      this.#child.once('message', (outcome: Hunted) => {
        this.#child.off('exit', onExit)
        resolve(outcome)
      })
      this.#child.send(hunt)
    })
  }

  [Symbol.dispose](): void {
    this.#child.disconnect()
  }
}

if (import.meta.main) process.exitCode = await main()

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '2000' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const unknown = positionals.find((name) => !mutants.some((mutant) => mutant.name === name))
  if (unknown !== undefined) {
    console.error(
      `There is no mutant ${unknown}. There are:\n  ${mutants.map(({ name }) => name).join('\n  ')}`,
    )
    return 2
  }
  const wanted = mutants.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  )
  const seeds = Number(values.seeds)
  const sound = await soundPlatform(5)
  if (sound.caught) {
    const { seed, promise, check } = sound.caught
    console.error(`Without any mutant, seed ${seed} breaks ${promise}: ${check}. Mend that first.`)
    return 1
  }
  const found: Record<string, Hunted> = {}
  const startMs = performance.now()
  await huntAll(
    wanted,
    (hunter, mutant) => huntFairly(hunter, mutant, seeds),
    (mutant, outcome) => {
      found[mutant.name] = outcome
      console.log(lineOf(mutant, outcome))
    },
  )
  const free = wanted.filter(({ name }) => found[name]?.caught === null)
  const seconds = Math.round((performance.now() - startMs) / 1_000)
  console.log(`\n${wanted.length - free.length} of ${wanted.length} caught in ${seconds} s`)
  if (values.write) write({ ...knownSeeds(), ...found })
  return free.length === 0 ? 0 : 1
}

async function soundPlatform(seeds: number): Promise<Hunted> {
  using hunter = new Hunter()
  return await hunter.hunt({ mutant: null, first: 1, seeds })
}

function lineOf({ name }: Mutant, { seeds, caught }: Hunted): string {
  if (caught === null) return `FREE    ${name}: nobody noticed in ${seeds} seeds`
  return `caught  ${name}: seed ${caught.seed}, ${caught.promise} ${caught.check}`
}

function write(all: Readonly<Record<string, Hunted>>): void {
  const sorted = mutants.flatMap(({ name }) => (all[name] ? [[name, all[name]] as const] : []))
  writeFileSync(knownSeedsFile, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
  const rows = mutants.flatMap(({ name, says }) => {
    const hunted = all[name]
    if (hunted === undefined) return []
    const { caught, seeds } = hunted
    return [
      caught
        ? `| ${name} | ${says} | ${seeds} | ${caught.promise} ${caught.check} |`
        : `| ${name} | ${says} | not in ${seeds} | |`,
    ]
  })
  writeFileSync(
    path.join(root, 'docs/mutants.md'),
    [
      '# Mutants',
      '',
      'Known mistakes, put into the platform on purpose, and how many seeds of the simulator it takes',
      'until one of its checks notices. Days of mutants that need faults to meet within milliseconds have',
      'only those (`faults` in `tools/mutants`). Written by `npm run mutants -- --write`.',
      '',
      '| mutant | what somebody would see | seeds | noticed by |',
      '| --- | --- | ---: | --- |',
      ...rows,
      '',
    ].join('\n'),
  )
}
