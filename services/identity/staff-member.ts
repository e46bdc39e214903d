import { isRefusal, type Command, type Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import type { Audited } from '#services/identity/audit-entry.ts'
import { identityRefusals, keepStaffEvents, type Role } from '#services/identity/contract.ts'
import {
  decideLogin,
  evolveLogin,
  isLoginEvent,
  linkSent,
  noLogin,
  type Login,
  type LoginCommand,
  type LoginEvent,
} from '#services/identity/login.ts'

export interface KnownStaff {
  /** Invited: has chosen no password yet. */
  readonly is: 'invited' | 'active' | 'suspended'
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly invitedAt: Instant
  readonly login: Login
}
export type StaffState = { readonly is: 'unknown' } | KnownStaff

/** By the link that only whoever runs the machine has seen. */
interface Appoint extends Command {
  readonly type: 'appoint'
  readonly email: string
  readonly name: string
  readonly passwordHash: string
}
interface Invite extends Command, Audited {
  readonly type: 'invite'
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly token: string
}
interface InviteAgain extends Command, Audited {
  readonly type: 'invite-again'
  readonly token: string
}
interface ResetAccess extends Command, Audited {
  readonly type: 'reset-access'
  readonly token: string
  /** Whoever asks for it is who it is about. */
  readonly isOwn: boolean
}
interface ChangeStaff extends Command, Audited {
  readonly type: 'change'
  readonly name?: string
  readonly role?: Role
  readonly status?: 'active' | 'suspended'
}
interface NoteMailed extends Command {
  readonly type: 'note-mailed'
}
export type StaffCommand =
  | LoginCommand
  | Appoint
  | Invite
  | InviteAgain
  | ResetAccess
  | ChangeStaff
  | NoteMailed

export interface StaffAppointed {
  readonly type: 'identity.staff-appointed'
  readonly at: Instant
  readonly email: string
  readonly name: string
  readonly passwordHash: string
}
export interface StaffInvited extends Audited, Fleeting<{ readonly token: string }> {
  readonly type: 'identity.staff-invited'
  readonly at: Instant
  readonly email: string
  readonly name: string
  readonly role: Role
}
/** They are out until they sign in again; the link that they get sets a new password. */
export interface AccessReset extends Audited, Fleeting<{ readonly token: string }> {
  readonly type: 'identity.staff-access-reset'
  readonly at: Instant
  readonly email: string
  readonly name: string
}
export interface StaffChanged extends Audited {
  readonly type: 'identity.staff-changed'
  readonly email: string
  readonly name?: string
  readonly role?: Role
  readonly status?: 'active' | 'suspended'
}
export type StaffEvent = LoginEvent | StaffAppointed | StaffInvited | AccessReset | StaffChanged

export const staffMember = defineAggregate<StaffState, StaffCommand, StaffEvent>({
  kind: 'staff',
  prefix: 'stf',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepStaffEvents,
  decider: { initial: { is: 'unknown' }, decide, evolve },
  indexes: { email: (state) => (state.is === 'unknown' ? [] : [state.email.toLowerCase()]) },
})

type Decision = readonly StaffEvent[] | Refusal

function decide(state: StaffState, command: StaffCommand): Decision {
  if (command.type === 'note-mailed') return []
  if (command.type === 'appoint') return appoint(state, command)
  if (command.type === 'invite') {
    return state.is === 'unknown'
      ? invited(command)
      : identityRefusals.staffExists(`${state.email} is ${state.is}.`, '/email')
  }
  if (state.is === 'unknown') return decideOnNobody(command)
  if (command.type === 'invite-again') {
    const { email, name, role } = state
    return state.is === 'invited'
      ? invited({ ...command, email, name, role })
      : identityRefusals.staffExists(`${email} has come in already.`)
  }
  if (command.type === 'change') return change(state, command)
  if (state.is === 'suspended' && command.type !== 'sign-out') {
    return identityRefusals.suspended('An owner has to let them in again.')
  }
  if (command.type === 'reset-access') return resetAccess(state, command)
  const decided = decideLogin(state.login, command)
  const isAnew = command.type === 'choose-password' && state.login.totp !== null
  // Whoever comes in anew may have lost the authenticator as well.
  return isAnew && !isRefusal(decided) ? [...decided, { type: 'identity.totp-removed' }] : decided
}

/** A link from the terminal makes an owner of whoever follows it, whatever they were before. */
function appoint(state: StaffState, command: Appoint): Decision {
  const { at, email, name, passwordHash } = command
  const isDone = state.is !== 'unknown' && state.login.passwordHash === passwordHash
  return isDone ? [] : [{ type: 'identity.staff-appointed', at, email, name, passwordHash }]
}

function resetAccess(state: KnownStaff, command: ResetAccess): Decision {
  const { at, token, isOwn, by, auditId } = command
  const { email, name, role } = state
  if (state.is === 'invited') return invited({ ...command, email, name, role })
  if (role === 'owner' && !isOwn) return identityRefusals.ownersOwn(`${email} is an owner.`)
  const who = { email, name, by, auditId }
  return [
    { type: 'identity.staff-access-reset', at, ...who, fleeting: { token } },
    linkSent(token, at),
  ]
}

type ToNobody = LoginCommand | InviteAgain | ResetAccess | ChangeStaff

function decideOnNobody({ type }: ToNobody): Decision {
  if (type === 'sign-in') {
    return identityRefusals.wrongCredentials('Nobody has this mail address and password.')
  }
  if (type === 'sign-out') return []
  return type === 'choose-password'
    ? identityRefusals.linkSpent('There is nothing that it opens.')
    : identityRefusals.notFound('There is no such member of staff.')
}

const invited = (invite: Omit<Invite, 'type'>): Decision => {
  const { at, email, name, role, token, by, auditId } = invite
  const who = { email: email.trim(), name, role, by, auditId }
  return [{ type: 'identity.staff-invited', at, ...who, fleeting: { token } }, linkSent(token, at)]
}

function change(state: KnownStaff, command: ChangeStaff): Decision {
  const { name, role, status, by, auditId } = command
  const changes = {
    ...(name === undefined || name === state.name ? {} : { name }),
    ...(role === undefined || role === state.role ? {} : { role }),
    ...(status === undefined || status === state.is ? {} : { status }),
  }
  if (Object.keys(changes).length === 0) return []
  if (changes.status === 'active' && state.login.passwordHash === null) {
    return identityRefusals.linkSpent('Whoever was invited comes in by the link in the mail.')
  }
  return [{ type: 'identity.staff-changed', email: state.email, ...changes, by, auditId }]
}

function evolve(state: StaffState, event: StaffEvent): StaffState {
  if (event.type === 'identity.staff-appointed') {
    const { at, email, name, passwordHash } = event
    const login = { ...noLogin, passwordHash }
    return { is: 'active', email, name, role: 'owner', invitedAt: at, login }
  }
  if (event.type === 'identity.staff-invited') {
    const { at, email, name, role } = event
    return { is: 'invited', email, name, role, invitedAt: at, login: noLogin }
  }
  if (state.is === 'unknown') return state
  if (isLoginEvent(event)) {
    const login = evolveLogin(state.login, event)
    const comesIn = state.is === 'invited' && event.type === 'identity.password-changed'
    return { ...state, is: comesIn ? 'active' : state.is, login }
  }
  if (event.type === 'identity.staff-access-reset') {
    return { ...state, login: { ...state.login, sessions: [] } }
  }
  const { name = state.name, role = state.role, status = state.is } = event
  // Who is suspended is out at once, and comes back with a new sign-in.
  const login = status === 'suspended' ? { ...state.login, sessions: [] } : state.login
  return { ...state, name, role, is: status, login }
}
