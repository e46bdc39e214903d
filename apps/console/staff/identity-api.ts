// The routes of identity, as the console uses them.

import type { AuditView, KeyView, StaffSelf, StaffView } from '#services/identity/contract.ts'
import { send, urlOf, type Manner } from '#apps/ui/api/client.ts'
import { ApiError, type Problem } from '#apps/ui/api/problem.ts'

export interface Role {
  readonly name: string
  readonly does: string
  readonly permissions: readonly string[]
}

interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

const pageSize = 25

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
    const { staff } = await get<{ staff: StaffSelf | null }>('/v1/staff/session', {}, { signal })
    if (staff === null) throw new ApiError(signedOut)
    return staff
  },
  signIn: (body: { email: string; password: string; code?: string }) =>
    act<StaffSelf>('POST', '/v1/staff/session', body),
  signOut: () => act<{ staff: null }>('DELETE', '/v1/staff/session'),
  createOwner: (body: { token: string; email: string; name: string; password: string }) =>
    act<{ email: string; name: string }>('POST', '/v1/staff/owner', body),
  acceptInvitation: (body: { token: string; password: string }) =>
    act<{ email: string; name: string }>('POST', '/v1/staff/invitation', body),
  changePassword: (body: { current: string; next: string }) =>
    act<StaffSelf>('PUT', '/v1/staff/password', body),
  beginTotp: () => act<{ secret: string; uri: string }>('POST', '/v1/staff/totp', {}),
  confirmTotp: (code: string) =>
    act<{ recoveryCodes: readonly string[] }>('POST', '/v1/staff/totp/confirmation', { code }),
  removeTotp: (password: string) => act<StaffSelf>('POST', '/v1/staff/totp/removal', { password }),

  staff: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<StaffView>>('/v1/admin/staff', { limit: pageSize, ...query }, { signal }),
  invite: (body: { email: string; name: string; role: string }) =>
    act<StaffView>('POST', '/v1/admin/staff', body),
  changeStaff: (id: string, change: { role?: string; status?: 'active' | 'suspended' }) =>
    act<StaffView>('PATCH', one('/v1/admin/staff', id), change),
  inviteAgain: (id: string) =>
    act<StaffView>('POST', `${one('/v1/admin/staff', id)}/invitations`, {}),
  resetAccess: (id: string) => act<StaffView>('POST', `${one('/v1/admin/staff', id)}/resets`, {}),
  roles: async (signal: AbortSignal) =>
    (await get<{ items: readonly Role[] }>('/v1/admin/roles', {}, { signal })).items,
  rules: (signal: AbortSignal) =>
    get<{ totpRequired: boolean }>('/v1/admin/staff-rules', {}, { signal }),
  setRules: (rules: { totpRequired: boolean }) =>
    act<{ totpRequired: boolean }>('PUT', '/v1/admin/staff-rules', rules),
  audit: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<AuditView>>('/v1/admin/audit', { limit: pageSize, ...query }, { signal }),
  keys: (query: { cursor?: string }, signal: AbortSignal) =>
    get<PageOf<KeyView>>('/v1/admin/api-keys', { limit: pageSize, ...query }, { signal }),
  makeKey: (body: {
    name: string
    kind: KeyView['kind']
    permissions: readonly string[]
    origins?: readonly string[]
  }) => act<KeyView & { key: string }>('POST', '/v1/admin/api-keys', body),
  revokeKey: (id: string) => act<KeyView>('DELETE', one('/v1/admin/api-keys', id)),
}
