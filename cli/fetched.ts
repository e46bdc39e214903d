/** Reads JSON from one address. */
export type Fetched = <Body>(path: string) => Promise<Body>

export function fetchedFrom(url: string): Fetched {
  return async <Body>(path: string) => {
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(20_000) })
    if (!answer.ok)
      throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Body
  }
}
