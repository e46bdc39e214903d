// What accounts and staff have in common: a password, sessions, links in mails, an authenticator.
// It is a part of their state, so that a sign-in, a changed password and the sessions it ends are
// each one commit of one document.

import type { Command, Refusal, Unstamped } from '#kernel/core/decider.ts'
import { epochMsOf, instantOf, type Instant } from '#kernel/core/instant.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import {
  identityRefusals,
  linkAgainMs,
  linkMs,
  sessionsMax,
  triesMax,
  triesMs,
} from '#services/identity/contract.ts'

export interface Session {
  readonly id: string
  readonly secretHash: string
  readonly endsAt: Instant
}

export interface Login {
  /** Null until somebody has chosen one. */
  readonly passwordHash: string | null
  /** When it was changed last; absent until then. */
  readonly passwordAt?: Instant
  /** Wrong tries, oldest first. */
  readonly wrongAt: readonly Instant[]
  /** Oldest first. */
  readonly sessions: readonly Session[]
  /** The link of the last mail. */
  readonly link: { readonly tokenHash: string; readonly sentAt: Instant } | null
  readonly totp: Totp | null
  readonly lastSignInAt: Instant | null
}

/** What a code of an authenticator fits: found out before the decision, which cannot open the secret. */
export interface FittingCode {
  /** As it is stored. */
  readonly secret: string
  readonly step: number
}

export interface Totp {
  /** Encrypted, or plain where it is older than the key. */
  readonly secret: string
  /** Off until the first code has shown that the authenticator works. */
  readonly on: boolean
  /** Of the last code that was taken: each is good once. */
  readonly step: number
  readonly recoveryHashes: readonly string[]
}

export const noLogin: Login = {
  passwordHash: null,
  wrongAt: [],
  sessions: [],
  link: null,
  totp: null,
  lastSignInAt: null,
}

/** What becomes a session. The secret goes into a cookie and nowhere else. */
export interface NewSession {
  readonly id: string
  readonly secret: string
  readonly forMs: number
}

interface SignIn extends Command {
  readonly type: 'sign-in'
  /** The hash that the password fits, or null. */
  readonly fits: string | null
  readonly code: string | null
  readonly fitsCode: FittingCode | null
  readonly session: NewSession
}
interface SignOut extends Command {
  readonly type: 'sign-out'
  readonly sessionId: string
}
interface ChangePassword extends Command {
  readonly type: 'change-password'
  readonly fits: string | null
  readonly passwordHash: string
  /** The one that stays. */
  readonly sessionId: string
}
interface SendLink extends Command {
  readonly type: 'send-link'
  readonly token: string
}
interface ChoosePassword extends Command {
  readonly type: 'choose-password'
  readonly token: string
  readonly passwordHash: string
}
interface OfferTotp extends Command {
  readonly type: 'offer-totp'
  /** Encrypted. */
  readonly secret: string
}
interface ConfirmTotp extends Command {
  readonly type: 'confirm-totp'
  readonly fitsCode: FittingCode | null
  readonly recoveryCodes: readonly string[]
}
interface RemoveTotp extends Command {
  readonly type: 'remove-totp'
  readonly fits: string | null
}
export type LoginCommand =
  | SignIn
  | SignOut
  | ChangePassword
  | SendLink
  | ChoosePassword
  | OfferTotp
  | ConfirmTotp
  | RemoveTotp

export interface SignedIn {
  readonly type: 'identity.signed-in'
  readonly at: Instant
  readonly session: Session
  readonly step?: number
  readonly recoveryHash?: string
}
export interface SignInFailed {
  readonly type: 'identity.sign-in-failed'
  readonly at: Instant
}
export interface SignedOut {
  readonly type: 'identity.signed-out'
  readonly sessionId: string
}
export interface PasswordChanged {
  readonly type: 'identity.password-changed'
  /** Absent in events of older versions. */
  readonly at?: Instant
  readonly passwordHash: string
  readonly keeps: string | null
}
export interface LinkSent extends Fleeting<{ readonly token: string }> {
  readonly type: 'identity.link-sent'
  readonly at: Instant
  readonly tokenHash: string
}
export interface TotpOffered {
  readonly type: 'identity.totp-offered'
  readonly secret: string
}
export interface TotpConfirmed {
  readonly type: 'identity.totp-confirmed'
  readonly step: number
  readonly recoveryHashes: readonly string[]
}
export interface TotpRemoved {
  readonly type: 'identity.totp-removed'
}
export type LoginEvent =
  | SignedIn
  | SignInFailed
  | SignedOut
  | PasswordChanged
  | LinkSent
  | TotpOffered
  | TotpConfirmed
  | TotpRemoved

export function decideLogin(login: Login, command: LoginCommand): readonly LoginEvent[] | Refusal {
  const { at } = command
  switch (command.type) {
    case 'sign-in':
      return signIn(login, command)
    case 'sign-out':
      return login.sessions.some(({ id }) => id === command.sessionId)
        ? [{ type: 'identity.signed-out', sessionId: command.sessionId }]
        : []
    case 'change-password':
      if (!isOwn(login, command.fits)) return wrongPassword()
      return changed(command, command.sessionId)
    case 'send-link': {
      const { link } = login
      // Whoever asks again and again gets one mail a minute, and whoever is asked about no more.
      if (link !== null && msBetween(link.sentAt, at) < linkAgainMs) return []
      return [linkSent(command.token, at)]
    }
    case 'choose-password':
      return linkFits(login, command.token, at)
        ? changed(command, null)
        : identityRefusals.linkSpent('A newer link, or no link, is waited for.')
    case 'offer-totp':
      return login.totp?.on
        ? identityRefusals.totpOn('It has to be removed first.')
        : [{ type: 'identity.totp-offered', secret: command.secret }]
    case 'confirm-totp':
      return confirmTotp(login, command)
    case 'remove-totp':
      if (!isOwn(login, command.fits)) return wrongPassword()
      return login.totp === null ? [] : [{ type: 'identity.totp-removed' }]
  }
}

export const linkSent = (token: string, at: Instant): LinkSent => ({
  type: 'identity.link-sent',
  at,
  tokenHash: hashOfSecret(token),
  fleeting: { token },
})

export const linkFits = ({ link }: Login, token: string, at: Instant): boolean =>
  link !== null && link.tokenHash === hashOfSecret(token) && msBetween(link.sentAt, at) < linkMs

const changed = (
  { at, passwordHash }: ChangePassword | ChoosePassword,
  keeps: string | null,
): readonly PasswordChanged[] => [{ type: 'identity.password-changed', at, passwordHash, keeps }]

function signIn(login: Login, command: SignIn): readonly LoginEvent[] | Refusal {
  const { at, fits, code, session } = command
  const recent = recentTries(login, at)
  if (recent.length >= triesMax) {
    const waitMs = triesMs - msBetween(recent[0] ?? at, at)
    return identityRefusals.throttled(`Come back in ${Math.ceil(waitMs / 60_000)} minutes.`)
  }
  const failed: SignInFailed = { type: 'identity.sign-in-failed', at }
  if (!isOwn(login, fits)) return [failed]
  const done = { type: 'identity.signed-in', at, session: sessionOf(session, at) } as const
  if (!login.totp?.on) return [done]
  if (code === null) return identityRefusals.codeNeeded('An authenticator is set up.')
  const step = stepFor(login.totp, command.fitsCode)
  if (step !== null && step > login.totp.step) return [{ ...done, step }]
  const recoveryHash = hashOfSecret(plain(code))
  return login.totp.recoveryHashes.includes(recoveryHash) ? [{ ...done, recoveryHash }] : [failed]
}

export const sessionOf = ({ id, secret, forMs }: NewSession, at: Instant): Session => ({
  id,
  secretHash: hashOfSecret(secret),
  endsAt: instantOf(epochMsOf(at) + forMs),
})

function confirmTotp(login: Login, command: ConfirmTotp): readonly LoginEvent[] | Refusal {
  const { totp } = login
  if (totp === null) return identityRefusals.totpOff('There is no secret to confirm.')
  if (totp.on) return identityRefusals.totpOn('It was confirmed before.')
  const step = stepFor(totp, command.fitsCode)
  if (step === null) return identityRefusals.wrongCode('The authenticator shows another one.')
  const recoveryHashes = command.recoveryCodes.map((code) => hashOfSecret(plain(code)))
  return [{ type: 'identity.totp-confirmed', step, recoveryHashes }]
}

/** The secret may have become another while the code was compared, as a password may. */
const stepFor = ({ secret }: Totp, fits: FittingCode | null): number | null =>
  fits?.secret === secret ? fits.step : null

/** People type recovery codes with or without their dash, in any case. */
const plain = (code: string): string => code.replaceAll(/[\s-]/g, '').toLowerCase()

const isOwn = ({ passwordHash }: Login, fits: string | null): boolean =>
  passwordHash !== null && fits === passwordHash

const wrongPassword = (): Refusal =>
  identityRefusals.wrongPassword('It is not the password of this account.')

const recentTries = ({ wrongAt }: Login, at: Instant): readonly Instant[] =>
  wrongAt.filter((then) => msBetween(then, at) < triesMs)

const msBetween = (from: Instant, to: Instant): number => epochMsOf(to) - epochMsOf(from)

export function evolveLogin(login: Login, event: LoginEvent): Login {
  switch (event.type) {
    case 'identity.signed-in':
      return withSession(
        { ...login, totp: spent(login.totp, event), wrongAt: [], lastSignInAt: event.at },
        event.session,
        event.at,
      )
    case 'identity.sign-in-failed':
      return { ...login, wrongAt: [...recentTries(login, event.at), event.at].slice(-triesMax) }
    case 'identity.signed-out':
      return { ...login, sessions: login.sessions.filter(({ id }) => id !== event.sessionId) }
    case 'identity.password-changed':
      return {
        ...login,
        passwordHash: event.passwordHash,
        ...(event.at === undefined ? {} : { passwordAt: event.at }),
        sessions: login.sessions.filter(({ id }) => id === event.keeps),
        link: null,
        wrongAt: [],
      }
    case 'identity.link-sent':
      return { ...login, link: { tokenHash: event.tokenHash, sentAt: event.at } }
    case 'identity.totp-offered':
      return {
        ...login,
        totp: { secret: event.secret, on: false, step: 0, recoveryHashes: [] },
      }
    case 'identity.totp-confirmed': {
      const { step, recoveryHashes } = event
      return login.totp === null
        ? login
        : { ...login, totp: { ...login.totp, on: true, step, recoveryHashes } }
    }
    case 'identity.totp-removed':
      return { ...login, totp: null }
  }
}

export const withSession = (login: Login, session: Session, at: Instant): Login => ({
  ...login,
  sessions: [...login.sessions.filter(({ endsAt }) => endsAt > at), session].slice(-sessionsMax),
})

function spent(totp: Totp | null, { step, recoveryHash }: SignedIn): Totp | null {
  if (totp === null) return null
  return {
    ...totp,
    step: step ?? totp.step,
    recoveryHashes: totp.recoveryHashes.filter((hash) => hash !== recoveryHash),
  }
}

const loginEvents: ReadonlySet<string> = new Set<LoginEvent['type']>([
  'identity.signed-in',
  'identity.sign-in-failed',
  'identity.signed-out',
  'identity.password-changed',
  'identity.link-sent',
  'identity.totp-offered',
  'identity.totp-confirmed',
  'identity.totp-removed',
])
export const isLoginEvent = (event: { readonly type: string }): event is LoginEvent =>
  loginEvents.has(event.type)

/** The session that a cookie shows, if it is one of these and has not ended. */
export const liveSession = (
  login: Login,
  shown: { readonly sessionId: string; readonly secret: string },
  now: Instant,
): Session | null =>
  login.sessions.find(
    ({ id, secretHash, endsAt }) =>
      id === shown.sessionId && endsAt > now && secretHash === hashOfSecret(shown.secret),
  ) ?? null

export type UnstampedLogin = Unstamped<LoginCommand>
