// An Idempotency-Key leaves a mark with the document it was for: `http:<home>:<key>`, saying what was
// asked and of which document. Marks are replicated, so a repeat finds the first in either region. The
// home is part of it because a mark is a row, and a row has one writer.
//
// A repeat of what is running in this process joins it and gets the same answer: that is what an
// edge or a client needs that lost its connection. It waits for `joinMs` and is then told 409
// `http.still-running`. Another request under a key that is running is refused at once.

import { digest, homeOf, type Home } from '#kernel/core/id.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import { isFault } from '#kernel/core/fault.ts'
import { canonicalJson } from '#kernel/http/canonical-json.ts'
import { headerOf, pathOf, type Incoming } from '#kernel/http/incoming.ts'
import { HttpProblem } from '#kernel/http/problems.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Ledger, Mark } from '#kernel/ports/ledger.ts'

/** The caller's key; null when it sent none, or the method needs none. */
export function keyOf(incoming: Incoming): string | null {
  const key = headerOf(incoming, 'idempotency-key')
  if (incoming.method !== 'POST' || key === undefined) return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new HttpProblem('http.bad-key', 'The key is empty, too long, or not printable ASCII.')
  }
  return key
}

/** Who asked for what, without how it was written: nobody is answered with what another has asked for. */
export function requestDigest(incoming: Incoming): string {
  const { method, query, body, principal } = incoming
  const said = canonicalJson([query ?? {}, body ?? null])
  const who = principal === null ? '' : `${principal.id} `
  return digest(`${who}${method} ${pathOf(incoming)}\n${said}`)
}

export function markFor(key: string, asked: string, target: string): Mark {
  return markAs(markId(homeOf(target) ?? '', key), asked, target)
}

export const markAs = (id: string, asked: string, target: string): Mark => ({
  id,
  digest: `${asked} ${target}`,
})

/**
 * The document that an earlier request with this key was for, or null.
 * @throws HttpProblem `http.key-reused`
 */
export async function earlierTarget(
  ledger: Pick<Ledger, 'mark'>,
  homes: readonly Home[],
  key: string,
  asked: string,
): Promise<string | null> {
  const marks = await Promise.all(homes.map((home) => ledger.mark(markId(home, key))))
  const [mark] = marks.filter((found) => found !== null)
  return mark === undefined ? null : targetOf(mark, asked)
}

/** @throws HttpProblem `http.key-reused` when the mark is of a request that said something else */
export function targetOf({ digest: left }: Mark, asked: string): string {
  // Ids are made of what people call things, which may have spaces.
  const said = `${asked} `
  if (left.startsWith(said)) return left.slice(said.length)
  throw keyReused()
}

export const markId = (home: Home, key: string): string => `http:${home}:${key}`

/** The requests with a key that are at work in this process. */
export class RunningKeys<Result> {
  readonly #clock: Pick<Clock, 'after'>
  readonly #running = new Map<string, { asked: string; result: Promise<Result> }>()

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock
  }

  async run(
    key: string,
    asked: string,
    joinMs: number,
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly joined: boolean }> {
    const first = this.#running.get(key)
    if (first) return { result: await joined(this.#clock, first, asked, joinMs), joined: true }
    const result = work().finally(() => this.#running.delete(key))
    this.#running.set(key, { asked, result })
    return { result: await result, joined: false }
  }
}

async function joined<Result>(
  clock: Pick<Clock, 'after'>,
  first: { asked: string; result: Promise<Result> },
  asked: string,
  joinMs: number,
): Promise<Result> {
  if (first.asked !== asked) throw keyReused()
  try {
    return await withDeadline(clock, joinMs, first.result)
  } catch (error) {
    if (!isFault(error, 'timeout')) throw error
    throw new HttpProblem('http.still-running', 'The first request has not been answered yet.')
  }
}

function keyReused(): HttpProblem {
  return new HttpProblem(
    'http.key-reused',
    'The key belongs to a request that said something else.',
  )
}
