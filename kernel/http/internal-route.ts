import { createHash, timingSafeEqual } from 'node:crypto'
import { headerOf, type Incoming } from '#kernel/http/incoming.ts'
import type { InternalRoute } from '#kernel/http/options.ts'
import { json, type Outgoing } from '#kernel/http/outgoing.ts'
import { HttpProblem } from '#kernel/http/problems.ts'

export const internalSecretHeader = 'meridian-internal'

/** Answers a call from the other region, which shows the secret both share. */
export async function answerInternal(
  route: InternalRoute,
  secret: string | undefined,
  incoming: Incoming,
): Promise<Outgoing> {
  const shown = headerOf(incoming, internalSecretHeader)
  if (secret === undefined || shown === undefined || !sameText(shown, secret)) {
    throw new HttpProblem(
      'http.internal-only',
      'The caller did not show the secret of the regions.',
    )
  }
  const query = incoming.query as Readonly<Record<string, string>>
  const answer = await route.handle(incoming.body, query)
  const headers = { 'cache-control': 'no-store' }
  return answer === undefined ? { status: 204, headers, body: null } : json(200, answer, headers)
}

/** Takes as long for a near miss as for any other text. */
function sameText(one: string, other: string): boolean {
  const hashed = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashed(one), hashed(other))
}
