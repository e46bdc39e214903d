import { setTimeout as sleep } from 'node:timers/promises'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'

/** One answer, read to its end. */
export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON. */
  readonly body: Body
  readonly text: string
}

export interface Problem {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail?: string
}

const withinMs = 25_000
/** A busy machine sheds work; what it answers "overloaded" it has not begun. */
const shedForMs = 10_000
const repeatEveryMs = 200

/**
 * Repeats what was shed, as the answer advises.
 * @param body sent as JSON; leave it out for none
 */
export async function ask<Body>(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  const end = performance.now() + shedForMs
  for (;;) {
    const answer = await askOnce<Body>(method, url, body, headers)
    const isShed = answer.status === 503 && (answer.body as Problem | null)?.code === 'overloaded'
    if (!isShed || performance.now() > end) return answer
    await sleep(repeatEveryMs)
  }
}

async function askOnce<Body>(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer<Body>> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(withinMs),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  return {
    status: answer.status,
    headers: answer.headers,
    body: (isJson && text !== '' ? JSON.parse(text) : null) as Body,
    text,
  }
}

/** The body of an answer that has to be good. */
export async function askWell<Body>(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Body> {
  const answer = await ask<Body>(method, url, body, headers)
  if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`)
  return answer.body
}

/** Asks the front door of a store as its staff. @param path below `/v1/admin/` */
export const askStaff = <Body>(
  store: StoreFile,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> => askWell(method, `${store.edge}/v1/admin/${path}`, body, asOperator(store))
