// Whether the way from the shopper is TLS. The edge itself speaks plain HTTP; a front that ends TLS says so.
// Regions are not told: this decides only what the answer promises, so whoever lies about it lies to themselves.

import type { IncomingMessage } from 'node:http'

const twoYearsSeconds = 2 * 365 * 86_400
export const strictTransport = `max-age=${twoYearsSeconds}; includeSubDomains`

export function isSecured({ headers }: IncomingMessage): boolean {
  return headers['x-forwarded-proto'] === 'https'
}
