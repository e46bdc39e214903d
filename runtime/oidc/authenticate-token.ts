import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import type { Permission } from '#kernel/core/permission.ts'
import type { Authenticate, Principal } from '#kernel/service/principal.ts'
import type { Context } from '#kernel/service/context.ts'
import { bearerOf } from '#runtime/authenticate.ts'
import { signingAlgorithm, storedKeys } from '#runtime/oidc/keys.ts'
import { audienceOf, issuerOf } from '#runtime/oidc/provider.ts'
import { stillCounts } from '#runtime/oidc/sign-in-time.ts'
import { account } from '#services/identity/account.ts'

const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/
const privateParts = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi'])

/**
 * Believes access tokens of this platform's provider, for shoppers who still have their account and the
 * password that they signed in with. Any region can tell by itself: the keys are in its ledger.
 */
export function authenticateToken(context: Context, otherwise: Authenticate): Authenticate {
  return async (caller, permission) => {
    const token = bearerOf(caller)
    if (token === null || !isJwt.test(token)) return otherwise(caller, permission)
    return verified(token, context)
  }
}

async function verified(token: string, context: Context): Promise<Principal | null> {
  const keys = await storedKeys(context)
  if (keys === null) return null
  const payload = await payloadOf(token, keys.signing, context)
  if (payload === null) return null
  const { sub: id = '', scope, auth_time: authTime } = payload
  const found = await context.readCurrent(account, id)
  if (found?.state.is !== 'active' || !stillCounts(found.state, authTime)) {
    await context.confirm()
    return null
  }
  const scopes = typeof scope === 'string' ? (scope.split(' ') as Permission[]) : []
  return { id, permissions: new Set(scopes), shownBy: 'bearer' }
}

async function payloadOf(
  token: string,
  signing: readonly Readonly<Record<string, unknown>>[],
  { ports: { publicUrl, clock } }: Context,
): Promise<JWTPayload | null> {
  const known = createLocalJWKSet({ keys: signing.map(publicOf) } as unknown as JSONWebKeySet)
  try {
    const { payload } = await jwtVerify(token, known, {
      issuer: issuerOf(publicUrl),
      audience: audienceOf(publicUrl),
      algorithms: [signingAlgorithm],
      typ: 'at+jwt',
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch {
    return null
  }
}

function publicOf(key: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).filter(([name]) => !privateParts.has(name)))
}
