// What people do at a front door that may not answer: they ask again under the same key, wait a
// little, and give up in the end. For the habits of workloads; every choice falls by the scene's die.

import { Fault } from '#kernel/core/fault.ts'
import { minutes } from '#kernel/core/instant.ts'
import type { Answer, Scene } from '#kernel/service/workload.ts'

/** From 0 up to, not including, the limit. */
export const numberBelow = ({ random }: Scene, limit: number): number =>
  Math.floor(random.fraction() * limit)

export const happens = ({ random }: Scene, share: number): boolean => random.fraction() < share

export const anyOf = <Item>(scene: Scene, items: readonly Item[]): Item | undefined =>
  items[numberBelow(scene, items.length)]

/** An idempotency key of this person's own. */
export const newKey = ({ random }: Scene): string =>
  Array.from(random.bytes(10), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const pause = ({ clock, random }: Scene, fromMs: number, toMs: number): Promise<void> =>
  clock.sleep(Math.floor(fromMs + (toMs - fromMs) * random.fraction()))

/** What was answered to one attempt; null when nobody can tell what became of it. */
export async function once(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    const answer = await ask()
    return isLast(answer) ? answer : null
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

/**
 * Asks until there is a yes or a no. The request must be one that can be repeated: a read, a PUT,
 * or a POST that carries the same key each time.
 * @returns null when patience ended first: it may have happened or not
 */
export async function insist(
  scene: Scene,
  ask: () => Promise<Answer>,
  patienceMs = minutes(5),
): Promise<Answer | null> {
  const until = scene.clock.monotonic() + patienceMs
  for (let waitMs = 200; ; waitMs = Math.min(2 * waitMs, 10_000)) {
    const answer = await once(ask)
    if (answer !== null || scene.clock.monotonic() >= until) return answer
    await pause(scene, waitMs / 2, waitMs)
  }
}

const isLast = (answer: Answer): boolean =>
  answer.status < 500 && answer.status !== 429 && !isStillRunning(answer)

/** A body is parsed when it is looked at, so nobody looks at one that cannot say it. */
const isStillRunning = (answer: Answer): boolean =>
  answer.status === 409 && codeOf(answer.body) === 'http.still-running'

const codeOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'code' in body ? body.code : null
