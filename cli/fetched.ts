import { setTimeout as sleep } from 'node:timers/promises'
import type { Headers } from '#cli/operator.ts'

/** Reads JSON from one address. */
export type Fetched = <Body>(path: string) => Promise<Body>

const withinMs = 20_000
/** A region that has too much to do asks to come again later. */
const tries = 10
const pauseMs = 1_000

/** @param headers sent with each request, to show who asks */
export function fetchedFrom(url: string, headers: Headers = {}): Fetched {
  return async <Body>(path: string) => {
    for (let left = tries; ; left -= 1) {
      const signal = AbortSignal.timeout(withinMs)
      const answer = await fetch(`${url}${path}`, { headers, signal })
      if (answer.ok) return (await answer.json()) as Body
      const says = await answer.text()
      if (answer.status !== 503 || left <= 1) {
        throw new Error(`${path} was answered with ${answer.status}: ${says}`)
      }
      await sleep(pauseMs)
    }
  }
}
