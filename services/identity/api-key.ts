import type { Command, Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Permission } from '#kernel/core/permission.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import type { Audited } from '#services/identity/audit-entry.ts'
import { identityRefusals, keepStaffEvents, type keyKinds } from '#services/identity/contract.ts'

export interface MadeKey {
  readonly is: 'good' | 'revoked'
  readonly name: string
  readonly kind: (typeof keyKinds)[number]
  readonly permissions: readonly Permission[]
  /** Missing in keys that are older than origins. */
  readonly origins?: readonly string[]
  readonly hint: string
  readonly secretHash: string
  readonly createdAt: Instant
  readonly createdBy: string
  readonly revokedAt: Instant | null
}
export type KeyState = { readonly is: 'unmade' } | MadeKey

interface MakeKey extends Command, Audited {
  readonly type: 'make'
  readonly name: string
  readonly kind: MadeKey['kind']
  readonly permissions: readonly Permission[]
  readonly origins?: readonly string[]
  readonly hint: string
  readonly secret: string
}
interface RevokeKey extends Command, Audited {
  readonly type: 'revoke'
}
export type KeyCommand = MakeKey | RevokeKey

export interface KeyMade extends Audited {
  readonly type: 'identity.key-made'
  readonly at: Instant
  readonly name: string
  readonly kind: MadeKey['kind']
  readonly permissions: readonly Permission[]
  readonly origins?: readonly string[]
  readonly hint: string
  readonly secretHash: string
}
export interface KeyRevoked extends Audited {
  readonly type: 'identity.key-revoked'
  readonly at: Instant
  readonly name: string
}
export type KeyEvent = KeyMade | KeyRevoked

export const apiKey = defineAggregate<KeyState, KeyCommand, KeyEvent>({
  kind: 'api-key',
  prefix: 'key',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepStaffEvents,
  decider: { initial: { is: 'unmade' }, decide, evolve },
  indexes: { newest: (state) => (state.is === 'unmade' ? [] : [state.createdAt]) },
})

function decide(state: KeyState, command: KeyCommand): readonly KeyEvent[] | Refusal {
  const { at, by, auditId } = command
  if (command.type === 'make') {
    const { name, kind, permissions, origins, hint, secret } = command
    const secretHash = hashOfSecret(secret)
    const whose = origins === undefined ? {} : { origins }
    const made = { name, kind, permissions, ...whose, hint, secretHash, by, auditId }
    return state.is === 'unmade' ? [{ type: 'identity.key-made', at, ...made }] : []
  }
  if (state.is === 'unmade') return identityRefusals.notFound('There is no such key.')
  return state.is === 'revoked'
    ? []
    : [{ type: 'identity.key-revoked', at, name: state.name, by, auditId }]
}

function evolve(state: KeyState, event: KeyEvent): KeyState {
  if (event.type === 'identity.key-made') {
    const { at, by, type: _, auditId: _audit, ...rest } = event
    return { is: 'good', ...rest, createdAt: at, createdBy: by, revokedAt: null }
  }
  return state.is === 'unmade' ? state : { ...state, is: 'revoked', revokedAt: event.at }
}
