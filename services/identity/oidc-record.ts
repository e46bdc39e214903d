// What the OpenID provider of the regions remembers: sessions, grants, codes, refresh tokens. It is
// kept in the ledger like all else, so that a region may be lost in the middle of a sign-in.

import type { Command } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { hours, type Instant } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'

export interface StoredRecord {
  readonly is: 'stored'
  readonly model: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Null: as long as the platform. */
  readonly endsAt: Instant | null
}
/** Gone: never stored, destroyed, or forgotten. */
export type RecordState = { readonly is: 'gone' } | StoredRecord

interface StoreRecord extends Command {
  readonly type: 'store'
  readonly model: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly endsAt: Instant | null
}
interface ConsumeRecord extends Command {
  readonly type: 'consume'
  /** Seconds since 1970, as the provider counts. */
  readonly seconds: number
}
interface DestroyRecord extends Command {
  readonly type: 'destroy'
}
export type RecordCommand = StoreRecord | ConsumeRecord | DestroyRecord

interface RecordStored extends Omit<StoredRecord, 'is'> {
  readonly type: 'identity.oidc-stored'
}
interface RecordConsumed {
  readonly type: 'identity.oidc-consumed'
  readonly seconds: number
}
interface RecordDestroyed {
  readonly type: 'identity.oidc-destroyed'
}
export type RecordEvent = RecordStored | RecordConsumed | RecordDestroyed

/** All in the primary home: whoever knows a code or a session knows its id, and where it is. */
export const oidcRecordId = (primary: Home, model: string, id: string): string =>
  derivedId('oid', primary, model, id)

export const oidcRecord = defineAggregate<RecordState, RecordCommand, RecordEvent>({
  kind: 'oidc-record',
  prefix: 'oid',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: hours(1),
  decider: {
    initial: { is: 'gone' },
    decide: (state, command) => {
      const { type, at: _, frozenSince: _frozen, ...rest } = command
      if (type === 'store') {
        const { model, payload, endsAt } = rest as Omit<StoredRecord, 'is'>
        return [{ type: 'identity.oidc-stored', model, payload, endsAt }]
      }
      if (state.is === 'gone') return []
      if (command.type === 'destroy') return [{ type: 'identity.oidc-destroyed' }]
      // The first use counts; the provider takes a second one for a theft.
      const isFirst = command.type === 'consume' && state.payload['consumed'] === undefined
      return isFirst ? [{ type: 'identity.oidc-consumed', seconds: command.seconds }] : []
    },
    evolve: (state, event) => {
      if (event.type === 'identity.oidc-stored') {
        const { model, payload, endsAt } = event
        return { is: 'stored', model, payload, endsAt }
      }
      if (event.type === 'identity.oidc-destroyed' || state.is === 'gone') return { is: 'gone' }
      return { ...state, payload: { ...state.payload, consumed: event.seconds } }
    },
  },
  indexes: {
    grant: (state) => textIn(state, 'grantId'),
    uid: (state) => textIn(state, 'uid'),
    ends: (state) => (state.is === 'stored' && state.endsAt !== null ? [state.endsAt] : []),
  },
})

function textIn(state: RecordState, name: string): readonly string[] {
  const value = state.is === 'stored' ? state.payload[name] : undefined
  return typeof value === 'string' ? [value] : []
}
