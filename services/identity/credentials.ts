// What callers show: cookies and keys. Both name the document and carry a secret that the document
// holds the hash of, so whoever can read the id can find out by itself whether it is good.

import { bodyOf, homeOf } from '#kernel/core/id.ts'
import { hashOfSecret, secretBytes, secretFrom } from '#kernel/core/secret.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Authenticate, Caller, Principal } from '#kernel/service/principal.ts'
import { withHeaders } from '#kernel/service/with-headers.ts'
import { account } from '#services/identity/account.ts'
import { apiKey } from '#services/identity/api-key.ts'
import { accountSessionMs, ownAccount, roles, staffSessionMs } from '#services/identity/contract.ts'
import { liveSession, type NewSession } from '#services/identity/login.ts'
import { office, officeIdOf } from '#services/identity/office.ts'
import { staffMember, type KnownStaff } from '#services/identity/staff-member.ts'

export type Door = 'shopper' | 'staff'

const doors = {
  shopper: { cookie: 'meridian_shopper', prefix: 'acc', forMs: accountSessionMs, site: 'Lax' },
  staff: { cookie: 'meridian_staff', prefix: 'stf', forMs: staffSessionMs, site: 'Strict' },
} as const

export interface Shown {
  readonly id: string
  readonly sessionId: string
  readonly secret: string
}

export const newSecret = ({ ports }: Context): string => secretFrom(ports.random.bytes(secretBytes))

export function newSession(context: Context, door: Door): NewSession {
  const secret = newSecret(context)
  return { id: hashOfSecret(secret).slice(0, 16), secret, forMs: doors[door].forMs }
}

/** `answer` with the cookie of a new session. */
export const admitting = (
  answer: unknown,
  { ports }: Context,
  door: Door,
  id: string,
  { id: sessionId, secret }: Pick<NewSession, 'id' | 'secret'>,
) => withHeaders(answer, cookie(ports.publicUrl, door, `${id}.${sessionId}.${secret}`))

/** `answer` with a cookie that takes the session away. */
export const showingOut = (answer: unknown, { ports }: Context, door: Door) =>
  withHeaders(answer, cookie(ports.publicUrl, door, ''))

function cookie(publicUrl: string, door: Door, value: string) {
  const { cookie: name, forMs, site } = doors[door]
  const age = value === '' ? 0 : forMs / 1_000
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  const rest = `Path=/; Max-Age=${age}; HttpOnly; SameSite=${site}${secure}`
  return { 'set-cookie': `${name}=${value}; ${rest}` }
}

/** The session that a request's cookie names; whether it is good is not looked at. */
export function cookieOf(caller: Pick<Caller, 'header'>, door: Door): Shown | null {
  const { cookie: name, prefix } = doors[door]
  const pattern = new RegExp(
    `(?:^|;\\s*)${name}=([a-z0-9_]{5,120})\\.([0-9a-f]{16})\\.([0-9a-f]{64})(?:;|$)`,
  )
  const [, id, sessionId, secret] = pattern.exec(caller.header('cookie') ?? '') ?? []
  if (id === undefined || sessionId === undefined || secret === undefined) return null
  return id.startsWith(`${prefix}_`) ? { id, sessionId, secret } : null
}

/** Nobody is told from what may be old that there is no such session or key. */
async function nobody(shown: unknown, context: Context): Promise<null> {
  if (shown !== null) await context.confirm()
  return null
}

/** The document and session of a shopper or a member of staff who is signed in. */
export async function signedInShopper(caller: Pick<Caller, 'header'>, context: Context) {
  const shown = cookieOf(caller, 'shopper')
  const found = shown && (await context.readCurrent(account, shown.id))
  if (!shown || !found || found.state.is !== 'active') return nobody(shown, context)
  const session = liveSession(found.state.login, shown, context.now())
  if (session === null) return nobody(shown, context)
  return { document: { ...found, state: found.state }, session }
}

export async function signedInStaff(caller: Pick<Caller, 'header'>, context: Context) {
  const shown = cookieOf(caller, 'staff')
  const found = shown && (await context.readCurrent(staffMember, shown.id))
  if (!shown || !found || found.state.is !== 'active') return nobody(shown, context)
  const session = liveSession(found.state.login, shown, context.now())
  if (session === null) return nobody(shown, context)
  return { document: { ...found, state: found.state }, session }
}

/** What somebody may do now: next to nothing while an authenticator is asked for and missing. */
export async function permissionsOf({ role, login }: KnownStaff, context: Context) {
  const { totpRequired } = await rules(context)
  return totpRequired && !login.totp?.on ? (['console:use'] as const) : roles[role].permissions
}

export async function rules(context: Context) {
  const found = await context.read(office, officeIdOf(context.homeFor('primary')))
  return found?.state ?? office.decider.initial
}

/** Believes cookies of sessions, and secret keys; what is shown on purpose counts alone. */
export const authenticate =
  (context: Context): Authenticate =>
  (caller, permission) => {
    if (caller.header('authorization') !== undefined) return byKey(caller, context)
    return permission === ownAccount ? byShopper(caller, context) : byStaff(caller, context)
  }

/** `sk_<home>_<body>_<secret>`: what the home and the body name is the document. */
export const keyText = (kind: 'secret' | 'publishable', id: string, secret: string): string =>
  `${kind === 'secret' ? 'sk' : 'pk'}_${homeOf(id) ?? ''}_${bodyOf(id)}_${secret}`

async function byKey(caller: Caller, context: Context): Promise<Principal | null> {
  const [, shown = ''] = /^Bearer (\S+)$/.exec(caller.header('authorization') ?? '') ?? []
  const found = await goodKey(shown, context)
  return found && { id: found.id, permissions: new Set(found.permissions), shownBy: 'bearer' }
}

/** The key that a page of another site shows, and the sites that it is for: a secret one is for none. */
export async function publishableKey(shown: string, context: Context) {
  const found = await goodKey(shown, context)
  return found && { id: found.id, origins: found.origins ?? [] }
}

async function goodKey(shown: string, context: Context) {
  const [, where, secret] = /^[sp]k_([a-z]+_[0-9a-z]+)_([0-9a-f]{64})$/.exec(shown) ?? []
  if (where === undefined || secret === undefined) return null
  const found = await context.readCurrent(apiKey, `key_${where}`)
  if (found?.state.is !== 'good' || found.state.secretHash !== hashOfSecret(secret)) {
    return nobody(where, context)
  }
  return { id: found.id, ...found.state }
}

async function byStaff(caller: Caller, context: Context): Promise<Principal | null> {
  const found = await signedInStaff(caller, context)
  if (found === null) return null
  const { id, state } = found.document
  return { id, permissions: new Set(await permissionsOf(state, context)), shownBy: 'cookie' }
}

async function byShopper(caller: Caller, context: Context): Promise<Principal | null> {
  const found = await signedInShopper(caller, context)
  if (found === null) return null
  return { id: found.document.id, permissions: new Set([ownAccount]), shownBy: 'cookie' }
}
