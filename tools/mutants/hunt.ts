// npm run mutants: see the usage below.

import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseArgs, promisify } from 'node:util'
import type { Hunted } from '#tools/mutants/hunted.ts'
import { knownSeeds, knownSeedsFile } from '#tools/mutants/known-seeds.ts'
import type { Mutant } from '#tools/mutants/mutant.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import { root } from '#tools/project.ts'

const usage = `Puts each known mistake into the platform, one at a time, and lets the simulator look for it.

  npm run mutants                     all of them, up to 2,000 seeds each; exit code 1 when one gets away
  npm run mutants -- NAME…            only these
  npm run mutants -- --seeds 50       fewer seeds
  npm run mutants -- --write          keeps where each was caught, for the tests and docs/mutants.md`

const run = promisify(execFile)
const atOnce = 2
/** Tried for a day on which a mutant is noticed with less work: the tests live through those. */
const smallDays = 40

/**
 * @param first the first seed that is tried
 * @param small how many of the smallest days are tried when one has caught it, for a quicker one
 * @param days the mutant whose days are lived: without it, when its faults are to be all that is wrong
 */
export async function huntOne(
  mutant: Mutant | null,
  first: number,
  seeds: number,
  small = 0,
  days = mutant,
): Promise<Hunted> {
  const hook = ['--import', path.join(root, 'tools/mutants/apply-mutant.ts')]
  const { stdout } = await run(
    process.execPath,
    [
      ...(mutant ? hook : []),
      path.join(root, 'tools/mutants/hunt-one.ts'),
      ...[first, seeds, small].map(String),
      ...(days ? [days.name] : []),
    ],
    {
      cwd: root,
      maxBuffer: 2 ** 26,
      env: {
        ...process.env,
        NODE_NO_WARNINGS: '1',
        MERIDIAN_MUTANT: mutant?.name ?? '',
      },
    },
  )
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Hunted
}

/** A seed that the sound platform breaks as well says nothing of a mutant. */
async function huntFairly(mutant: Mutant, seeds: number): Promise<Hunted> {
  for (let first = 1; ;) {
    const { caught } = await huntOne(mutant, first, seeds - first + 1, smallDays)
    if (caught === null) return { seeds, caught }
    const { seed, smallest } = caught
    const sound = await huntOne(null, seed, 1, 0, mutant)
    if (sound.caught === null) {
      const isSound = (await huntOne(null, smallest, 1, 0, mutant)).caught === null
      return { seeds: seed, caught: { ...caught, smallest: isSound ? smallest : seed } }
    }
    console.error(`seed ${caught.seed} breaks ${sound.caught.promise} without any mutant`)
    if (caught.seed === seeds) return { seeds, caught: null }
    first = caught.seed + 1
  }
}

/** Hunts for some at a time; `tell` hears of each as it ends. */
export async function huntAll(
  hunted: readonly Mutant[],
  hunt: (mutant: Mutant) => Promise<Hunted>,
  tell: (mutant: Mutant, outcome: Hunted) => void,
): Promise<void> {
  const waiting = [...hunted]
  const worker = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      tell(mutant, await hunt(mutant))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
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
  const sound = await huntOne(null, 1, 5)
  if (sound.caught) {
    const { seed, promise, check } = sound.caught
    console.error(`Without any mutant, seed ${seed} breaks ${promise}: ${check}. Mend that first.`)
    return 1
  }
  const found: Record<string, Hunted> = {}
  const startMs = performance.now()
  await huntAll(
    wanted,
    (mutant) => huntFairly(mutant, seeds),
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
