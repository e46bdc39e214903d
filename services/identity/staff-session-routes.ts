// How staff come in, and what they do about themselves.

import type { Permission } from '#kernel/core/permission.ts'
import { invariant } from '#kernel/core/fault.ts'
import { Type } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { command, query, type Request } from '#kernel/service/route.ts'
import { auditEntry } from '#services/identity/audit-entry.ts'
import {
  ChangePasswordBody,
  CodeBody,
  identityRefusals,
  NewPasswordBody,
  NoBody,
  OwnerBody,
  PasswordBody,
  RecoveryCodes,
  SignInBody,
  staffIdOf,
  StaffSelf,
  StaffSession,
  TotpOffer,
} from '#services/identity/contract.ts'
import {
  admitting,
  cookieOf,
  newSession,
  permissionsOf,
  rules,
  showingOut,
  signedInStaff,
} from '#services/identity/credentials.ts'
import { office, officeIdOf } from '#services/identity/office.ts'
import {
  fitting,
  fittingCode,
  idInLink,
  newRecoveryCodes,
  newTotpSecret,
  signInFailed,
  totpOffer,
} from '#services/identity/passwords.ts'
import { staffMember, type StaffState } from '#services/identity/staff-member.ts'

/** For what is worth trying out passwords and links on. */
const tries = { perMinute: 20, burst: 10 }
const self: Permission = 'console:use'
const Named = Type.Object({ email: Type.String(), name: Type.String() })

const primary = (context: Context): string => context.homeFor('primary')
/** Whoever has this permission by a key is not a member of staff; their id is no `stf_…`. */
const ownId = ({ principal }: Request): string => principal?.id ?? ''

export const staffSessionRoutes = [
  command({
    method: 'POST',
    path: '/v1/staff/owner',
    summary: 'Become an owner by the link that the store printed',
    limit: tries,
    body: OwnerBody,
    response: Named,
    aggregate: office,
    status: 201,
    target: (_, context) => officeIdOf(primary(context)),
    command: async ({ body }, context) => ({
      type: 'claim' as const,
      token: body.token,
      email: body.email,
      name: body.name,
      passwordHash: await context.ports.passwords.hash(body.password),
      auditId: context.newId(auditEntry),
    }),
    answer: (_, _context, made) =>
      made?.type === 'claim' ? { email: made.email, name: made.name } : spent(),
  }),

  command({
    method: 'POST',
    path: '/v1/staff/session',
    summary: 'Sign in as staff',
    limit: tries,
    body: SignInBody,
    response: StaffSelf,
    aggregate: staffMember,
    status: 201,
    target: ({ body }, context) => staffIdOf(body.email, primary(context)),
    command: async ({ body }, context, target) => ({
      type: 'sign-in' as const,
      fits: await fitting(context, staffMember, target, body.password),
      code: body.code ?? null,
      fitsCode: await fittingCode(context, staffMember, target, body.code),
      session: newSession(context, 'staff'),
    }),
    answer: async (document, context, made) => {
      if (made?.type !== 'sign-in') return signInFailed(null)
      const view = await staffSelf(document, context, made.session.id)
      if (view.sessionEndsAt === null) return signInFailed(made.fits)
      return admitting(view, context, 'staff', document.id, made.session)
    },
  }),

  query({
    method: 'GET',
    path: '/v1/staff/session',
    summary: 'Who is signed in as staff',
    response: StaffSession,
    handle: async (request, context) => {
      const found = await signedInStaff(request, context)
      const staff = found && (await staffSelf(found.document, context, found.session.id))
      return { staff }
    },
  }),

  command({
    method: 'DELETE',
    path: '/v1/staff/session',
    permission: self,
    summary: 'Sign out',
    response: StaffSession,
    aggregate: staffMember,
    target: ownId,
    command: (request) => ({
      type: 'sign-out' as const,
      sessionId: cookieOf(request, 'staff')?.sessionId ?? '',
    }),
    answer: (_, context) => showingOut({ staff: null }, context, 'staff'),
  }),

  command({
    method: 'POST',
    path: '/v1/staff/invitation',
    summary: 'Choose a password with the link of a mail',
    limit: tries,
    body: NewPasswordBody,
    response: Named,
    aggregate: staffMember,
    status: 201,
    target: ({ body }) => idInLink(body.token),
    command: async ({ body }, context) => ({
      type: 'choose-password' as const,
      token: body.token,
      passwordHash: await context.ports.passwords.hash(body.password),
    }),
    answer: ({ state }) =>
      state.is === 'unknown' ? spent() : { email: state.email, name: state.name },
  }),

  command({
    method: 'PUT',
    path: '/v1/staff/password',
    permission: self,
    summary: 'Change the own password; every other session ends',
    body: ChangePasswordBody,
    response: StaffSelf,
    aggregate: staffMember,
    target: ownId,
    command: async (request, context, target) => ({
      type: 'change-password' as const,
      fits: await fitting(context, staffMember, target, request.body.current),
      passwordHash: await context.ports.passwords.hash(request.body.next),
      sessionId: cookieOf(request, 'staff')?.sessionId ?? '',
    }),
    answer: (document, context, made) =>
      staffSelf(document, context, made?.type === 'change-password' ? made.sessionId : ''),
  }),

  command({
    method: 'POST',
    path: '/v1/staff/totp',
    permission: self,
    summary: 'Begin to set up an authenticator',
    body: NoBody,
    response: TotpOffer,
    aggregate: staffMember,
    target: ownId,
    command: async (_, context, target) => ({
      type: 'offer-totp' as const,
      secret: await newTotpSecret(context, target),
    }),
    answer: ({ id, state }, context) =>
      state.is === 'unknown'
        ? identityRefusals.totpOff('It was removed meanwhile.')
        : totpOffer(context, id, state),
  }),

  command({
    method: 'POST',
    path: '/v1/staff/totp/confirmation',
    permission: self,
    summary: 'Show that the authenticator works; the recovery codes are shown this once',
    limit: tries,
    body: CodeBody,
    response: RecoveryCodes,
    aggregate: staffMember,
    target: ownId,
    command: async ({ body }, context, target) => ({
      type: 'confirm-totp' as const,
      fitsCode: await fittingCode(context, staffMember, target, body.code),
      recoveryCodes: newRecoveryCodes(context),
    }),
    answer: (_, _context, made) => ({
      recoveryCodes: made?.type === 'confirm-totp' ? made.recoveryCodes : [],
    }),
  }),

  command({
    method: 'POST',
    path: '/v1/staff/totp/removal',
    permission: self,
    summary: 'Remove the authenticator',
    limit: tries,
    body: PasswordBody,
    response: StaffSelf,
    aggregate: staffMember,
    target: ownId,
    command: async ({ body }, context, target) => ({
      type: 'remove-totp' as const,
      fits: await fitting(context, staffMember, target, body.password),
    }),
    answer: (document, context) => staffSelf(document, context, ''),
  }),
]

const spent = () => identityRefusals.linkSpent('It has done its work.')

async function staffSelf(
  { id, state }: StoredDocument<StaffState>,
  context: Context,
  sessionId: string,
): Promise<StaffSelf> {
  invariant(state.is !== 'unknown', `${id} is shown before they came in`)
  const { email, name, role, login } = state
  const { totpRequired } = await rules(context)
  return {
    id,
    email,
    name,
    role,
    permissions: [...(await permissionsOf(state, context))],
    totp: {
      enrolled: login.totp?.on ?? false,
      required: totpRequired,
      recoveryCodesLeft: login.totp?.recoveryHashes.length ?? 0,
    },
    sessionEndsAt: login.sessions.find((session) => session.id === sessionId)?.endsAt ?? null,
  }
}
