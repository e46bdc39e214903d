// The keys that the provider signs with. One document, made by the region that serves the primary home;
// the first that is stored stays, whoever else made some meanwhile.

import type { Command } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { days } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'

export interface Keys {
  /** Private keys as JSON Web Keys (RFC 7517). */
  readonly signing: readonly Readonly<Record<string, unknown>>[]
  /** Signs the provider's cookies. */
  readonly cookies: readonly string[]
}
/** The JSON of the keys, encrypted; older ones lie as they are. */
export type StoredKeys = Keys | { readonly encrypted: string }
export type KeysState = { readonly is: 'none' } | { readonly is: 'made'; readonly keys: StoredKeys }

export interface MakeKeys extends Command {
  readonly type: 'make'
  readonly keys: StoredKeys
}
export interface KeysMade {
  readonly type: 'identity.oidc-keys-made'
  readonly keys: StoredKeys
}

export const oidcKeysId = (primary: Home): string => derivedId('osk', primary, 'signing')

export const oidcKeys = defineAggregate<KeysState, MakeKeys, KeysMade>({
  kind: 'oidc-keys',
  prefix: 'osk',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: days(1),
  decider: {
    initial: { is: 'none' },
    decide: (state, { keys }) =>
      state.is === 'none' ? [{ type: 'identity.oidc-keys-made', keys }] : [],
    evolve: (_state, { keys }) => ({ is: 'made', keys }),
  },
  indexes: {},
})
