import { headerOf, type Incoming } from '#kernel/http/incoming.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { Request } from '#kernel/service/route.ts'

const randomKeyBytes = 16
/** Where a shopper stays: the front door writes it, or a client that chooses itself. */
const preferenceHeader = 'meridian-region-preference'

/** What a service table sees of a request. */
export function requestView(incoming: Incoming, random: Random, key: string | null): Request {
  let made = key
  return {
    params: incoming.params,
    query: incoming.query,
    body: incoming.body,
    get key() {
      made ??= Buffer.from(random.bytes(randomKeyBytes)).toString('hex')
      return made
    },
    shopperRegion: headerOf(incoming, preferenceHeader) ?? null,
    principal: incoming.principal,
    header: (name) => headerOf(incoming, name),
    get rawBody() {
      return incoming.rawBody?.toString('utf8') ?? ''
    },
  }
}
