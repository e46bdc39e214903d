// What was done to staff, keys and rules, and by whom. One document for each, made by the event it
// tells of; nobody changes it.

import type { Command } from '#kernel/core/decider.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'

/** What an event carries that has to be accounted for. */
export interface Audited {
  /** The id of whoever did it. */
  readonly by: string
  /** Made with the command, so that a repeat of the event writes the same entry. */
  readonly auditId: string
}

interface Entry {
  readonly at: Instant
  readonly by: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}
export type AuditState = { readonly is: 'blank' } | ({ readonly is: 'written' } & Entry)

export interface WriteEntry extends Command {
  readonly type: 'write'
  readonly entry: Entry
}
export interface EntryWritten extends Entry {
  readonly type: 'identity.audit-written'
}

export const auditEntry = defineAggregate<AuditState, WriteEntry, EntryWritten>({
  kind: 'audit-entry',
  prefix: 'aud',
  home: 'local',
  durability: 'everywhere',
  keepEvents: days(7),
  decider: {
    initial: { is: 'blank' },
    decide: (state, { entry }) =>
      state.is === 'blank' ? [{ type: 'identity.audit-written', ...entry }] : [],
    evolve: (_state, { type: _type, ...entry }) => ({ is: 'written', ...entry }),
  },
  indexes: { newest: (state) => (state.is === 'written' ? [state.at] : []) },
})
