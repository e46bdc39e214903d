// How a test run reads on a screen: a line for each file, failures in full, what was skipped and
// why, and at the end the totals that Node's test runner counted.

import path from 'node:path'
import { inspect } from 'node:util'
import type { TestEvent } from 'node:test/reporters'
import { root } from '#tools/project.ts'

interface Tally {
  tests: number
  failed: number
  ms: number
}

async function* report(events: AsyncIterable<TestEvent>): AsyncIterable<string> {
  const files = new Map<string, Tally>()
  const failures: string[] = []
  const skipped: string[] = []
  for await (const event of events) {
    if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { name, skip, todo, details } = event.data
      const where = shortened(startedFile(event.data) ?? name)
      const tally = files.get(where) ?? { tests: 0, failed: 0, ms: 0 }
      files.set(where, tally)
      if (details.type !== 'suite') tally.tests += 1
      if (skip !== undefined || todo !== undefined) {
        skipped.push(`${where}: ${name} (${reason(skip ?? todo)})`)
      } else if (event.type === 'test:fail' && !failedBelow(event.data.details.error)) {
        tally.failed += 1
        failures.push(`${where}: ${name}\n${why(event.data.details.error)}`)
      }
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      yield event.data.message
    } else if (event.type === 'test:summary') {
      const { file, duration_ms: ms } = event.data
      if (file !== undefined) yield fileLine(shortened(file), ms, files.get(shortened(file)))
    } else if (event.type === 'test:diagnostic' && event.data.file === undefined) {
      if (failures.length > 0) yield block('Failed', failures.splice(0))
      if (skipped.length > 0) yield block('Skipped', skipped.splice(0))
      yield `# ${event.data.message}\n`
    }
  }
}

/** A suite fails when one of its tests does, which has been told already. */
function failedBelow(error: unknown): boolean {
  return error instanceof Error && 'failureType' in error && error.failureType === 'subtestsFailed'
}

function fileLine(file: string, ms: number, tally: Tally | undefined): string {
  const { tests = 0, failed = 0 } = tally ?? {}
  const result = failed > 0 ? `FAIL ${file}: ${failed} of ${tests}` : `ok   ${file}: ${tests}`
  return `${result} (${(ms / 1_000).toFixed(1)} s)\n`
}

function block(title: string, entries: readonly string[]): string {
  return `\n${title}: ${entries.length}\n${entries.map((entry) => `  ${entry}\n`).join('')}\n`
}

function why(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)
  const more = cause instanceof Error && cause.cause ? `\ncaused by ${inspect(cause.cause)}` : ''
  return `${text}${more}`.replaceAll(/\n +at .*\(?node:.*/g, '').replaceAll(/^/gm, '    ')
}

function reason(given: string | boolean | undefined): string {
  return typeof given === 'string' && given !== '' ? given : 'no reason given'
}

/** The file that was run; a suite that it calls may stand in another. */
function startedFile(data: { readonly file?: string; readonly entryFile?: string }) {
  return data.entryFile ?? data.file
}

function shortened(file: string): string {
  return path.isAbsolute(file) ? path.relative(root, file).replaceAll('\\', '/') : file
}

// oxlint-disable-next-line import/no-default-export -- the runner of Node asks a reporter for its default
export default report
