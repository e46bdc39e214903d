import { deepEqual, equal, match } from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { root } from '#tools/project.ts'

// Nobody can buy without it being noticed, so that any day will do.
const mutant = 'total-without-tax'

test('a broken promise is told with a command that breaks it again, and ends with exit code 1', async () => {
  const ran = await simulated([
    '--seeds',
    '2',
    '--seed',
    '5',
    '--mode=warm-standby',
    '--faults=none',
  ])
  equal(ran.code, 1)
  match(ran.stdout, /^seed 5: BROKEN, \d+ orders, trace \w+\n {2}P\d /m)
  match(ran.stdout, /A PROMISE WAS BROKEN on \d+ of them: .*\b5\b/)
  const again = /^ {2}again: node bin\/meridian\.js (simulate --seed 5 .*)$/m.exec(ran.stdout)?.[1]
  equal(again, 'simulate --seed 5 --story --mode warm-standby --faults none')
  const repeated = await simulated((again ?? '').split(' ').slice(1))
  equal(repeated.code, 1)
  match(repeated.stdout, /VIOLATION P\d: /)
  const lineOf = (text: string) => /^seed 5: .*$/m.exec(text)?.[0]
  equal(lineOf(repeated.stdout), lineOf(ran.stdout))
})

test('as JSON it is all there, and what is told of it goes to standard error', async () => {
  const ran = await simulated(['--seed', '5', '--faults', 'none', '--json'])
  equal(ran.code, 1)
  const { seeds, broken, outcomes } = JSON.parse(ran.stdout) as Told
  deepEqual([seeds, broken], [1, [5]])
  match(outcomes[0]?.violations[0]?.promise ?? '', /^P\d$/)
  match(ran.stderr, /^ {2}again: /m)
})

test('a story of many days is refused', async () => {
  const ran = await simulated(['--seeds', '2', '--story'])
  equal(ran.code, 2)
  match(ran.stderr, /--story and --about are for one day/)
})

interface Told {
  readonly seeds: number
  readonly broken: readonly number[]
  readonly outcomes: readonly { readonly violations: readonly { readonly promise: string }[] }[]
}

/** `meridian simulate` of a platform with a mistake in it. */
function simulated(
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const hook = path.join(root, 'tools/mutants/apply-mutant.ts')
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', hook, path.join(root, 'cli/main.ts'), 'simulate', ...args],
      { cwd: root, maxBuffer: 2 ** 26, env: { ...process.env, MERIDIAN_MUTANT: mutant } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}
