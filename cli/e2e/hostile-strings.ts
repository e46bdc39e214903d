// Texts that others have collected because they broke something somewhere. They stay outside of this
// project; where they are missing, a test that needs them is skipped and says so.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const data = join(import.meta.dirname, '../../../shared/data')

export const skipWithoutData = existsSync(data)
  ? false
  : 'the folder shared/data is not beside this project'

/** The big list of naughty strings, all of it. */
export function naughtyStrings(): readonly string[] {
  const file = join(data, 'naughty-strings/blns.json')
  return JSON.parse(readFileSync(file, 'utf8')) as string[]
}

/**
 * One of so many attack payloads, over all categories.
 * @param tries how many times as many, and the seed that says which
 */
export function attackPayloads(
  oneOf: number,
  tries: { readonly numRuns: number; readonly seed: number },
): readonly string[] {
  const step = Math.max(1, Math.round(oneOf / tries.numRuns))
  const first = Math.abs(tries.seed) % step
  return linesOf<{ payload?: string }>('payload-lists.ndjson.gz').flatMap(({ payload }, at) =>
    payload !== undefined && at % step === first ? [payload] : [],
  )
}

export interface AttackRequest {
  readonly method: string
  readonly uri: string
  readonly headers: Readonly<Record<string, string>>
  readonly data: string | null
}

/** One of so many requests that a firewall's tests send. */
export function attackRequests(oneOf: number): readonly AttackRequest[] {
  interface Test {
    readonly stages: readonly Partial<AttackRequest>[]
  }
  return linesOf<Test>('crs-regression-tests.ndjson.gz')
    .flatMap(({ stages }) => stages)
    .filter((_, at) => at % oneOf === 0)
    .flatMap(({ method = 'GET', uri, headers = {}, data: body = null }) =>
      uri === undefined ? [] : [{ method, uri, headers, data: body }],
    )
}

function linesOf<Line>(name: string): Line[] {
  const text = gunzipSync(readFileSync(join(data, 'attack-payloads', name))).toString()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}
