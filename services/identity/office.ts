// One document for what there is once: the link that makes an owner, and the rules for staff.

import type { Command, Refusal } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { epochMsOf, type Instant } from '#kernel/core/instant.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import type { Audited } from '#services/identity/audit-entry.ts'
import { identityRefusals, keepStaffEvents, linkMs } from '#services/identity/contract.ts'

export interface OfficeState {
  /** Whether anybody has come in by such a link. */
  readonly claimed: boolean
  readonly link: { readonly tokenHash: string; readonly madeAt: Instant } | null
  readonly totpRequired: boolean
}

interface MakeLink extends Command, Audited {
  readonly type: 'make-link'
  readonly token: string
}
interface Claim extends Command {
  readonly type: 'claim'
  readonly token: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string
  readonly auditId: string
}
interface SetRules extends Command, Audited {
  readonly type: 'set-rules'
  readonly totpRequired: boolean
}
export type OfficeCommand = MakeLink | Claim | SetRules

export interface LinkMade extends Audited {
  readonly type: 'identity.owner-link-made'
  readonly at: Instant
  readonly tokenHash: string
}
export interface OwnerClaimed extends Audited {
  readonly type: 'identity.owner-claimed'
  readonly email: string
  readonly name: string
  readonly passwordHash: string
}
export interface RulesSet extends Audited {
  readonly type: 'identity.staff-rules-set'
  readonly totpRequired: boolean
}
export type OfficeEvent = LinkMade | OwnerClaimed | RulesSet

export const officeIdOf = (primary: Home): string => derivedId('ofc', primary, 'office')

export const office = defineAggregate<OfficeState, OfficeCommand, OfficeEvent>({
  kind: 'office',
  prefix: 'ofc',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepStaffEvents,
  decider: {
    initial: { claimed: false, link: null, totpRequired: false },
    decide,
    evolve,
  },
  indexes: {},
})

function decide(state: OfficeState, command: OfficeCommand): readonly OfficeEvent[] | Refusal {
  const { auditId } = command
  switch (command.type) {
    case 'make-link': {
      const { at, token, by } = command
      const tokenHash = hashOfSecret(token)
      return [{ type: 'identity.owner-link-made', at, tokenHash, by, auditId }]
    }
    case 'claim': {
      const { at, token, email, name, passwordHash } = command
      const { link } = state
      const fits =
        link !== null &&
        link.tokenHash === hashOfSecret(token) &&
        epochMsOf(at) - epochMsOf(link.madeAt) < linkMs
      if (!fits)
        return identityRefusals.linkSpent(
          'The command `meridian staff reset-owner` prints a new one.',
        )
      const who = { email: email.trim(), name, passwordHash }
      return [{ type: 'identity.owner-claimed', ...who, by: 'owner link', auditId }]
    }
    case 'set-rules': {
      const { totpRequired, by } = command
      return totpRequired === state.totpRequired
        ? []
        : [{ type: 'identity.staff-rules-set', totpRequired, by, auditId }]
    }
  }
}

function evolve(state: OfficeState, event: OfficeEvent): OfficeState {
  switch (event.type) {
    case 'identity.owner-link-made':
      return { ...state, link: { tokenHash: event.tokenHash, madeAt: event.at } }
    case 'identity.owner-claimed':
      return { ...state, claimed: true, link: null }
    case 'identity.staff-rules-set':
      return { ...state, totpRequired: event.totpRequired }
  }
}
