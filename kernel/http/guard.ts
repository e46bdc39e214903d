// The one place where it is decided whether somebody may ask a route at all. It comes before the
// body is read, let alone checked: whoever may not ask learns nothing of what would be wrong.

import type { Permission } from '#kernel/core/permission.ts'
import { HttpProblem } from '#kernel/http/problems.ts'
import { may, type Authenticate, type Caller, type Principal } from '#kernel/service/principal.ts'

/** Only the pages' own scripts can send it: no other site may, and no form can (OWASP, CSRF). */
export const ownPageHeader = 'meridian-csrf'

const reads = new Set(['GET', 'HEAD'])

/**
 * Lets a caller with the permission through.
 * @throws HttpProblem `http.unauthenticated`, `http.forged`, `http.forbidden`
 */
export async function guard(
  permission: Permission,
  authenticate: Authenticate,
  caller: Caller,
): Promise<Principal> {
  const principal = await authenticate(caller, permission)
  if (principal === null) {
    throw new HttpProblem('http.unauthenticated', 'The request does not show who asks.', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  }
  if (principal.shownBy === 'cookie' && !reads.has(caller.method)) refuseForgery(caller)
  if (!may(principal, permission)) {
    throw new HttpProblem('http.forbidden', `It takes the permission ${permission}.`)
  }
  return principal
}

function refuseForgery(caller: Caller): void {
  const origin = caller.header('origin')
  const host = caller.header('x-forwarded-host') ?? caller.header('host')
  const isOwn = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
  if (caller.header(ownPageHeader) !== undefined && isOwn) return
  throw new HttpProblem('http.forged', 'The request did not come from a page of this shop.')
}
