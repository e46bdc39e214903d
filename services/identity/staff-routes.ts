// What owners do about staff, and the trace it leaves.

import { invariant } from '#kernel/core/fault.ts'
import { Id, OneOf, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { command, query, type Request } from '#kernel/service/route.ts'
import { auditEntry } from '#services/identity/audit-entry.ts'
import {
  AuditView,
  ChangeStaffBody,
  identityRefusals,
  InviteBody,
  NoBody,
  OwnerLink,
  permissions,
  roleNames,
  roles,
  staffIdOf,
  StaffRules,
  StaffView,
} from '#services/identity/contract.ts'
import { newSecret, rules } from '#services/identity/credentials.ts'
import { office, officeIdOf } from '#services/identity/office.ts'
import { linkToken } from '#services/identity/passwords.ts'
import { staffMember, type StaffState } from '#services/identity/staff-member.ts'

const Params = Strict({ id: Id })
const RoleView = Type.Object({
  name: OneOf(roleNames),
  does: Type.String(),
  permissions: Type.Array(OneOf(permissions)),
})

/** Who does it, and the entry that will say so. */
export const accounted = ({ principal }: Request, context: Context) => ({
  by: principal?.id ?? '',
  auditId: context.newId(auditEntry),
})

export const staffRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/staff',
    permission: 'staff:read',
    summary: 'List the staff, by mail address',
    query: Strict(PageQuery),
    response: PageOf(StaffView),
    handle: async (request, context) => {
      const page = await context.list(staffMember, { index: 'email' }, request.query)
      return { items: page.items.map(staffView), next: page.next }
    },
  }),

  command({
    method: 'POST',
    path: '/v1/admin/staff',
    permission: 'staff:write',
    summary: 'Invite somebody, by mail',
    body: InviteBody,
    response: StaffView,
    aggregate: staffMember,
    status: 201,
    target: ({ body }, context) => staffIdOf(body.email, context.homeFor('primary')),
    command: (request, context, target) => ({
      type: 'invite' as const,
      ...request.body,
      token: linkToken(target, newSecret(context)),
      ...accounted(request, context),
    }),
    answer: staffView,
  }),

  command({
    method: 'PATCH',
    path: '/v1/admin/staff/{id}',
    permission: 'staff:write',
    summary: 'Change a name or a role, suspend somebody or let them in again',
    params: Params,
    body: ChangeStaffBody,
    response: StaffView,
    aggregate: staffMember,
    target: ({ params }) => params.id,
    command: (request, context, target) => {
      const { role, status } = request.body
      const isOwn = request.principal?.id === target
      return isOwn && (role !== undefined || status !== undefined)
        ? identityRefusals.ownStanding('So there is always somebody left who can.')
        : { type: 'change' as const, ...request.body, ...accounted(request, context) }
    },
    answer: staffView,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/staff/{id}/invitations',
    permission: 'staff:write',
    summary: 'Send another link to somebody who has not come in yet',
    params: Params,
    body: NoBody,
    response: StaffView,
    aggregate: staffMember,
    status: 202,
    target: ({ params }) => params.id,
    command: (request, context, target) => ({
      type: 'invite-again' as const,
      token: linkToken(target, newSecret(context)),
      ...accounted(request, context),
    }),
    answer: staffView,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/staff/{id}/resets',
    permission: 'staff:write',
    summary: 'Let somebody in anew who has lost a password or an authenticator, by mail',
    description:
      'Every session ends at once. The link in the mail sets a new password and turns the authenticator and ' +
      'its recovery codes off; until it was followed the old ones go on working. Nobody does this to an ' +
      'owner but the owner.',
    params: Params,
    body: NoBody,
    response: StaffView,
    aggregate: staffMember,
    status: 202,
    target: ({ params }) => params.id,
    command: (request, context, target) => ({
      type: 'reset-access' as const,
      token: linkToken(target, newSecret(context)),
      isOwn: request.principal?.id === target,
      ...accounted(request, context),
    }),
    answer: staffView,
  }),

  query({
    method: 'GET',
    path: '/v1/admin/roles',
    permission: 'staff:read',
    summary: 'List the roles and what they may do',
    response: Type.Object({ items: Type.Array(RoleView) }),
    handle: async () => ({
      items: Object.entries(roles).map(([name, { does, permissions: may }]) => ({
        name,
        does,
        permissions: [...may],
      })),
    }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/staff-rules',
    permission: 'staff:read',
    summary: 'Read the rules for staff',
    response: StaffRules,
    handle: async (_, context) => ({ totpRequired: (await rules(context)).totpRequired }),
  }),

  command({
    method: 'PUT',
    path: '/v1/admin/staff-rules',
    permission: 'staff:write',
    summary: 'Ask all staff for an authenticator, or no longer',
    body: StaffRules,
    response: StaffRules,
    aggregate: office,
    target: (_, context) => officeIdOf(context.homeFor('primary')),
    command: (request, context) => ({
      type: 'set-rules' as const,
      totpRequired: request.body.totpRequired,
      ...accounted(request, context),
    }),
    answer: ({ state }) => ({ totpRequired: state.totpRequired }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/owner-link',
    permission: 'staff:write',
    summary: 'Whether the store has had an owner',
    response: Type.Object({ claimed: Type.Boolean() }),
    handle: async (_, context) => ({ claimed: (await rules(context)).claimed }),
  }),

  command({
    method: 'POST',
    path: '/v1/admin/owner-link',
    permission: 'staff:write',
    summary: 'Make the link that makes an owner; the one before it no longer works',
    description:
      'For whoever runs the store alone, since the link lets an owner who is there already in anew as well.',
    body: NoBody,
    response: OwnerLink,
    aggregate: office,
    status: 201,
    target: (_, context) => officeIdOf(context.homeFor('primary')),
    command: (request, context) =>
      request.principal?.permissions === 'all'
        ? {
            type: 'make-link' as const,
            token: newSecret(context),
            ...accounted(request, context),
          }
        : identityRefusals.ownersOwn('The key of the running store is asked for.'),
    answer: ({ state }, { ports }, made) =>
      made?.type === 'make-link'
        ? { url: `${ports.publicUrl}/console/owner#${made.token}`, claimed: state.claimed }
        : identityRefusals.linkSpent('The link was shown to the first request with this key.'),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/audit',
    permission: 'staff:read',
    summary: 'List what was done to staff, keys and rules, the newest first',
    query: Strict(PageQuery),
    response: PageOf(AuditView),
    handle: async (request, context) => {
      const range = { index: 'newest', descending: true }
      const page = await context.list(auditEntry, range, request.query)
      const items = page.items.flatMap(({ id, state }) => {
        if (state.is === 'blank') return []
        const { is: _, ...entry } = state
        return [{ id, ...entry }]
      })
      return { items, next: page.next }
    },
  }),
]

function staffView({ id, state }: StoredDocument<StaffState>): StaffView {
  invariant(state.is !== 'unknown', `${id} is shown before anybody invited them`)
  const { email, name, role, is: status, invitedAt, login } = state
  const { totp, lastSignInAt } = login
  return { id, email, name, role, status, totp: totp?.on ?? false, invitedAt, lastSignInAt }
}
