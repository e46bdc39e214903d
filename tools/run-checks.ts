import { execFile } from 'node:child_process'
import path from 'node:path'
import { crossings } from '#tools/crossings.ts'
import { apiTypes, apiTypesFile } from '#tools/api-types.ts'
import { packageNames, projectFiles, readProjectFile, root } from '#tools/project.ts'
import { serviceTables, sharedNames } from '#tools/service-tables.ts'
import * as tidy from '#tools/tidy.ts'

interface Finding {
  readonly passed: boolean
  /** What to read when it did not pass. */
  readonly says: string
}

const shownMax = 60

const checks: Readonly<Record<string, () => Promise<Finding>>> = {
  types: () => tool('typescript/bin/tsc', []),
  // One program each: both tell the router's types which addresses there are.
  'types of the storefront': () => tool('typescript/bin/tsc', ['--project', 'apps/storefront']),
  'types of the console': () => tool('typescript/bin/tsc', ['--project', 'apps/console']),
  lint: () => tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format=unix']),
  format: () => tool('oxfmt/bin/oxfmt', ['--check']),
  boundaries: async () => findings(crossings(projectFiles(/\.[jt]sx?$/), packageNames())),
  tidiness: async () => {
    const files = projectFiles(/./)
    return findings(Object.values(tidy).flatMap((each) => each(files)))
  },
  'types of the API': async () =>
    findings(
      readProjectFile(apiTypesFile) === (await apiTypes())
        ? []
        : [`${apiTypesFile} is not what the services serve now: npm run api`],
    ),
  names: async () => findings(sharedNames(await serviceTables())),
}

/** Runs all checks at once, prints a line for each, and says whether all passed. */
export async function check(print: (line: string) => void = console.log): Promise<boolean> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, run]) => {
      const startedAt = performance.now()
      const finding = await run().catch((error: unknown) => ({
        passed: false,
        says: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }))
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
      print(`${finding.passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (!finding.passed) print(indented(finding.says))
      return finding
    }),
  )
  const failed = results.filter(({ passed }) => !passed).length
  print(`# checks ${results.length - failed} passed, ${failed} failed`)
  return failed === 0
}

function tool(program: string, args: readonly string[]): Promise<Finding> {
  const file = path.join(root, 'node_modules', program)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      { cwd: root, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const missing = error !== null && stdout + stderr === '' ? error.message : ''
        resolve({ passed: error === null, says: `${stdout}${stderr}${missing}` })
      },
    )
  })
}

function findings(sentences: readonly string[]): Finding {
  return { passed: sentences.length === 0, says: sentences.join('\n') }
}

function indented(text: string): string {
  const lines = text.trim().split('\n')
  const shown = lines.slice(0, shownMax).map((line) => `     ${line}`)
  const left = lines.length - shown.length
  return [...shown, ...(left > 0 ? [`     … and ${left} lines more`] : [])].join('\n')
}
