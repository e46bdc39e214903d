import type { Headers } from '#cli/operator.ts'

/** Reads JSON from one address. */
export type Fetched = <Body>(path: string) => Promise<Body>

/** @param headers sent with each request, to show who asks */
export function fetchedFrom(url: string, headers: Headers = {}): Fetched {
  return async <Body>(path: string) => {
    const answer = await fetch(`${url}${path}`, {
      headers,
      signal: AbortSignal.timeout(20_000),
    })
    if (!answer.ok)
      throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Body
  }
}
