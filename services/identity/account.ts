import { isRefusal, type Command, type Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  addressesMax,
  identityRefusals,
  keepPersonEvents,
  type PersonForgotten,
  type Address,
  type Language,
} from '#services/identity/contract.ts'
import {
  decideLogin,
  evolveLogin,
  isLoginEvent,
  linkFits,
  linkSent,
  noLogin,
  sessionOf,
  withSession,
  type Login,
  type LoginCommand,
  type LoginEvent,
  type NewSession,
  type Session,
} from '#services/identity/login.ts'
import type { Audited } from '#services/identity/audit-entry.ts'
import type { CartLine } from '#services/cart/contract.ts'

export interface KnownAccount {
  readonly is: 'unconfirmed' | 'active'
  readonly email: string
  readonly name: string
  readonly phone: string
  readonly language: Language
  readonly addresses: readonly { readonly key: string; readonly address: Address }[]
  readonly cartId: string | null
  readonly createdAt: Instant
  readonly login: Login
}
export type AccountState =
  /** Nobody has signed up, or has been forgotten. */
  { readonly is: 'unknown' } | KnownAccount

interface SignUp extends Command {
  readonly type: 'sign-up'
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly passwordHash: string
  readonly token: string
}
interface Confirm extends Command {
  readonly type: 'confirm'
  readonly token: string
  /** That whoever follows the link is who signed up; the hash that their password fits, or null. */
  readonly shows: 'nothing' | { readonly fits: string | null }
  /** For whoever shows nothing. */
  readonly passwordLink: string
  readonly session: NewSession
}
interface ChangeProfile extends Command {
  readonly type: 'change-profile'
  readonly name?: string
  readonly phone?: string
  readonly language?: Language
}
interface PutAddress extends Command {
  readonly type: 'put-address'
  readonly key: string
  readonly address: Address
}
interface RemoveAddress extends Command {
  readonly type: 'remove-address'
  readonly key: string
}
interface TakeCart extends Command {
  readonly type: 'take-cart'
  readonly cartId: string
  /** What the cart that the account has gets besides: the guest's, where they had one. */
  readonly lines: readonly CartLine[]
}
interface ForgetPerson extends Command, Audited {
  readonly type: 'forget-person'
  /** Staff needs no password of the person; there may be no account at all. */
  readonly shows: 'staff' | { readonly fits: string | null }
  readonly orderIds: readonly string[]
}
/** The outside call of a mail ends with it; there is nothing to keep. */
interface NoteMailed extends Command {
  readonly type: 'note-mailed'
}
export type AccountCommand =
  | LoginCommand
  | SignUp
  | Confirm
  | ChangeProfile
  | PutAddress
  | RemoveAddress
  | TakeCart
  | ForgetPerson
  | NoteMailed

export interface SignedUp extends Fleeting<{ readonly token: string }> {
  readonly type: 'identity.signed-up'
  readonly at: Instant
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly passwordHash: string
  readonly tokenHash: string
}
/** Somebody signed up with the mail address of an account: only its owner is told. */
export interface SignUpRepeated {
  readonly type: 'identity.sign-up-repeated'
  readonly email: string
  readonly name: string
  readonly language: Language
}
export interface AccountConfirmed {
  readonly type: 'identity.account-confirmed'
  readonly at: Instant
  /** The password of the sign-up may be a stranger's: it does not count. */
  readonly withoutPassword?: true
  readonly session: Session
}
export interface ResetAsked extends Fleeting<{ readonly token: string }> {
  readonly type: 'identity.reset-asked'
  readonly email: string
  readonly name: string
  readonly language: Language
}
export interface ProfileChanged {
  readonly type: 'identity.profile-changed'
  readonly name?: string
  readonly phone?: string
  readonly language?: Language
}
export interface AddressPut {
  readonly type: 'identity.address-put'
  readonly key: string
  readonly address: Address
}
export interface AddressRemoved {
  readonly type: 'identity.address-removed'
  readonly key: string
}
export interface CartTaken {
  readonly type: 'identity.cart-taken'
  readonly cartId: string
  readonly lines: readonly CartLine[]
}
export interface AccountErased {
  readonly type: 'identity.account-erased'
}
export type AccountEvent =
  | LoginEvent
  | SignedUp
  | SignUpRepeated
  | AccountConfirmed
  | ResetAsked
  | ProfileChanged
  | AddressPut
  | AddressRemoved
  | CartTaken
  | AccountErased
  | PersonForgotten

export const account = defineAggregate<AccountState, AccountCommand, AccountEvent>({
  kind: 'account',
  prefix: 'acc',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepPersonEvents,
  decider: { initial: { is: 'unknown' }, decide, evolve },
  indexes: {},
})

type Decision = readonly AccountEvent[] | Refusal

function decide(state: AccountState, command: AccountCommand): Decision {
  if (command.type === 'note-mailed') return []
  if (command.type === 'sign-up') return signUp(state, command)
  if (command.type === 'forget-person') return forgetPerson(state, command)
  return state.is === 'unknown' ? decideOnNobody(command) : decideOnKnown(state, command)
}

type ToKnown = Exclude<AccountCommand, SignUp | NoteMailed | ForgetPerson>

function decideOnKnown(state: KnownAccount, command: ToKnown): Decision {
  switch (command.type) {
    case 'confirm':
      return confirm(state, command)
    case 'sign-in': {
      const decided = decideLogin(state.login, command)
      return state.is === 'unconfirmed' && isIn(decided)
        ? identityRefusals.unconfirmed('The link in the mail has not been followed.')
        : decided
    }
    case 'send-link': {
      const decided = decideLogin(state.login, command)
      if (isRefusal(decided) || decided.length === 0) return decided
      return [...decided, resetAsked(state, command.token)]
    }
    case 'change-profile': {
      const { type: _, at: _at, frozenSince: _frozen, ...changes } = command
      return [{ type: 'identity.profile-changed', ...changes }]
    }
    case 'put-address':
      return state.addresses.length < addressesMax || hasAddress(state, command.key)
        ? [{ type: 'identity.address-put', key: command.key, address: command.address }]
        : identityRefusals.tooManyAddresses(`It holds ${addressesMax}.`)
    case 'remove-address':
      return hasAddress(state, command.key)
        ? [{ type: 'identity.address-removed', key: command.key }]
        : []
    case 'take-cart':
      return state.cartId === command.cartId && command.lines.length === 0
        ? []
        : [{ type: 'identity.cart-taken', cartId: command.cartId, lines: command.lines }]
    case 'sign-out':
    case 'change-password':
    case 'choose-password':
    case 'offer-totp':
    case 'confirm-totp':
    case 'remove-totp':
      return decideLogin(state.login, command)
  }
}

function forgetPerson(state: AccountState, command: ForgetPerson): Decision {
  const { shows, orderIds, by, auditId } = command
  if (shows !== 'staff') {
    if (state.is === 'unknown') return identityRefusals.notFound('There is no such account.')
    if (shows.fits === null || shows.fits !== state.login.passwordHash)
      return identityRefusals.wrongPassword('Nothing was erased.')
  }
  return [
    ...(state.is === 'unknown' ? [] : [{ type: 'identity.account-erased' } as const]),
    { type: 'identity.person-forgotten', orderIds, by, auditId },
  ]
}

/** Whoever tries mail addresses learns nothing from the answers. */
function decideOnNobody({ type }: ToKnown): Decision {
  if (type === 'sign-in') {
    return identityRefusals.wrongCredentials('Nobody has this mail address and password.')
  }
  if (type === 'send-link' || type === 'sign-out') return []
  return type === 'confirm' || type === 'choose-password'
    ? identityRefusals.linkSpent('There is nothing that it opens.')
    : identityRefusals.notFound('There is no such account.')
}

const isIn = (decided: readonly LoginEvent[] | Refusal): boolean =>
  !isRefusal(decided) && decided.some(({ type }) => type === 'identity.signed-in')

/**
 * Anybody can sign up with anybody's mail address. Who follows the link proves the address, and only the
 * password proves that it was they who signed up.
 */
function confirm(state: KnownAccount, command: Confirm): Decision {
  const { token, shows, passwordLink, session, at } = command
  const { login } = state
  if (!linkFits(login, token, at)) {
    return identityRefusals.linkSpent('Sign up once more to get another one.')
  }
  const confirmed = {
    type: 'identity.account-confirmed',
    at,
    session: sessionOf(session, at),
  } as const
  if (shows === 'nothing') {
    return [
      { ...confirmed, withoutPassword: true },
      linkSent(passwordLink, at),
      resetAsked(state, passwordLink),
    ]
  }
  return shows.fits !== null && shows.fits === login.passwordHash
    ? [confirmed]
    : identityRefusals.wrongPassword('It is not the one of the sign-up that this link is for.')
}

const resetAsked = ({ email, name, language }: KnownAccount, token: string): ResetAsked => ({
  type: 'identity.reset-asked',
  email,
  name,
  language,
  fleeting: { token },
})

function signUp(state: AccountState, command: SignUp): Decision {
  const { at, email, name, language, passwordHash, token } = command
  if (state.is === 'active') {
    const { email: known, name: called, language: speaks } = state
    return [{ type: 'identity.sign-up-repeated', email: known, name: called, language: speaks }]
  }
  return [
    {
      type: 'identity.signed-up',
      at,
      email: email.trim(),
      name,
      language,
      passwordHash,
      tokenHash: hashOfSecret(token),
      fleeting: { token },
    },
  ]
}

const hasAddress = ({ addresses }: KnownAccount, key: string): boolean =>
  addresses.some((known) => known.key === key)

function evolve(state: AccountState, event: AccountEvent): AccountState {
  if (event.type === 'identity.signed-up') {
    const { email, name, language, at, passwordHash, tokenHash } = event
    const login = { ...noLogin, passwordHash, link: { tokenHash, sentAt: at } }
    const empty = { phone: '', addresses: [], cartId: null }
    return { is: 'unconfirmed', email, name, language, createdAt: at, login, ...empty }
  }
  if (state.is === 'unknown') return state
  if (isLoginEvent(event)) {
    // A link that reached its mail address proves it as well as the first one.
    const isProof = event.type === 'identity.password-changed' && event.keeps === null
    const is = isProof ? 'active' : state.is
    return { ...state, is, login: evolveLogin(state.login, event) }
  }
  switch (event.type) {
    case 'identity.account-confirmed': {
      const passwordHash = event.withoutPassword ? null : state.login.passwordHash
      const login = { ...state.login, passwordHash, link: null, lastSignInAt: event.at }
      return { ...state, is: 'active', login: withSession(login, event.session, event.at) }
    }
    case 'identity.profile-changed': {
      const { type: _, ...changes } = event
      return { ...state, ...changes }
    }
    case 'identity.address-put': {
      const { key, address } = event
      const others = state.addresses.filter((known) => known.key !== key)
      return { ...state, addresses: [...others, { key, address }] }
    }
    case 'identity.address-removed':
      return { ...state, addresses: state.addresses.filter(({ key }) => key !== event.key) }
    case 'identity.cart-taken':
      return { ...state, cartId: event.cartId }
    case 'identity.account-erased':
      return { is: 'unknown' }
    case 'identity.person-forgotten':
    case 'identity.sign-up-repeated':
    case 'identity.reset-asked':
      return state
  }
}
