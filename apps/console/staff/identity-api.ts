// The routes of identity, as the console uses them.

import { send, urlOf, type Manner } from '#apps/ui/api/client.ts'
import { ApiError, type Problem } from '#apps/ui/api/problem.ts'

export interface Me {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly permissions: readonly string[]
  readonly totp: {
    readonly enrolled: boolean
    readonly required: boolean
    readonly recoveryCodesLeft: number
  }
  readonly sessionEndsAt: string
}

export interface StaffMember {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly status: 'invited' | 'active' | 'suspended'
  readonly totp: boolean
  readonly invitedAt: string
  readonly lastSignInAt: string | null
}

export interface Role {
  readonly name: string
  readonly does: string
  readonly permissions: readonly string[]
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly kind: 'secret' | 'publishable'
  readonly permissions: readonly string[]
  readonly hint: string
  readonly createdAt: string
  readonly createdBy: string
  readonly revokedAt: string | null
}

export interface AuditEntry {
  readonly id: string
  readonly at: string
  readonly by: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}

interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

const get = <Answered>(path: string, query: object = {}, manner: Manner = {}) =>
  send<Answered>('GET', urlOf(path, {}, { ...query }), manner)
const act = <Answered>(method: string, path: string, body?: object) =>
  send<Answered>(method, path, { ...(body === undefined ? {} : { body }), patienceMs: 0 })
const one = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`

const signedOut: Problem = {
  title: 'Nobody is signed in',
  status: 401,
  detail: 'The session has ended.',
  code: 'http.unauthenticated',
}

export const identity = {
  /** @throws ApiError 401 when nobody is signed in, which the route itself does not call a failure */
  me: async (signal: AbortSignal) => {
    const { staff } = await get<{ staff: Me | null }>('/v1/staff/session', {}, { signal })
    if (staff === null) throw new ApiError(signedOut)
    return staff
  },
  signIn: (body: { email: string; password: string; code?: string }) =>
    act<Me>('POST', '/v1/staff/session', body),
  signOut: () => act<{ staff: null }>('DELETE', '/v1/staff/session'),
  createOwner: (body: { token: string; email: string; name: string; password: string }) =>
    act<{ email: string; name: string }>('POST', '/v1/staff/owner', body),
  acceptInvitation: (body: { token: string; password: string }) =>
    act<{ email: string; name: string }>('POST', '/v1/staff/invitation', body),
  changePassword: (body: { current: string; next: string }) =>
    act<Me>('PUT', '/v1/staff/password', body),
  beginTotp: () => act<{ secret: string; uri: string }>('POST', '/v1/staff/totp', {}),
  confirmTotp: (code: string) =>
    act<{ recoveryCodes: readonly string[] }>('POST', '/v1/staff/totp/confirmation', { code }),
  removeTotp: (password: string) => act<Me>('POST', '/v1/staff/totp/removal', { password }),

  staff: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<StaffMember>>('/v1/admin/staff', { limit: 50, ...query }, { signal }),
  invite: (body: { email: string; name: string; role: string }) =>
    act<StaffMember>('POST', '/v1/admin/staff', body),
  changeStaff: (id: string, change: { role?: string; status?: 'active' | 'suspended' }) =>
    act<StaffMember>('PATCH', one('/v1/admin/staff', id), change),
  inviteAgain: (id: string) =>
    act<StaffMember>('POST', `${one('/v1/admin/staff', id)}/invitations`, {}),
  roles: async (signal: AbortSignal) =>
    (await get<{ items: readonly Role[] }>('/v1/admin/roles', {}, { signal })).items,
  rules: (signal: AbortSignal) =>
    get<{ totpRequired: boolean }>('/v1/admin/staff-rules', {}, { signal }),
  setRules: (rules: { totpRequired: boolean }) =>
    act<{ totpRequired: boolean }>('PUT', '/v1/admin/staff-rules', rules),
  audit: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<AuditEntry>>('/v1/admin/audit', { limit: 50, ...query }, { signal }),
  keys: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<ApiKey>>('/v1/admin/api-keys', { limit: 50, ...query }, { signal }),
  makeKey: (body: { name: string; kind: ApiKey['kind']; permissions: readonly string[] }) =>
    act<ApiKey & { key: string }>('POST', '/v1/admin/api-keys', body),
  revokeKey: (id: string) => act<ApiKey>('DELETE', one('/v1/admin/api-keys', id)),
}
