import type { Unstamped } from '#kernel/core/decider.ts'
import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { reaction, type Send } from '#kernel/service/reaction.ts'
import type { SetLine } from '#services/cart/contract.ts'
import { account, type CartTaken } from '#services/identity/account.ts'
import { accountRoutes } from '#services/identity/account-routes.ts'
import { accountSessionRoutes } from '#services/identity/account-session-routes.ts'
import { apiKey, type KeyMade, type KeyRevoked } from '#services/identity/api-key.ts'
import { auditEntry, type Audited, type WriteEntry } from '#services/identity/audit-entry.ts'
import { identityRefusals, staffIdOf, type PersonForgotten } from '#services/identity/contract.ts'
import { erasureRoutes } from '#services/identity/erasure-routes.ts'
import { forgetOidc } from '#services/identity/forget-oidc.ts'
import { keyRoutes } from '#services/identity/key-routes.ts'
import { mailReactions, sendMail } from '#services/identity/mails.ts'
import {
  office,
  type LinkMade,
  type OwnerClaimed,
  type RulesSet,
} from '#services/identity/office.ts'
import {
  staffMember,
  type AccessReset,
  type StaffChanged,
  type StaffInvited,
} from '#services/identity/staff-member.ts'
import { oidcKeys } from '#services/identity/oidc-keys.ts'
import { oidcRecord } from '#services/identity/oidc-record.ts'
import { staffRoutes } from '#services/identity/staff-routes.ts'
import { staffSessionRoutes } from '#services/identity/staff-session-routes.ts'

type Tale = Audited & { readonly type: string }

/** An event that has to be accounted for writes its entry. */
const accountedFor = <E extends Tale>(
  name: string,
  on: E['type'],
  action: string,
  tell: (event: E) => { readonly subject: string; readonly detail: string },
) =>
  reaction<E>(name, on, (event, { at }): readonly Send[] => {
    const { by, auditId } = event
    const entry = { at, by, action, ...tell(event) }
    const command: Unstamped<WriteEntry> = { type: 'write', entry }
    return [{ kind: 'audit-entry', id: auditId, command }]
  })

export const identity = defineService({
  name: 'identity',
  does: 'Knows who comes in, as a shopper, as staff or with a key, and what they may do.',
  aggregates: [
    aggregate(account),
    aggregate(staffMember),
    aggregate(office),
    aggregate(apiKey),
    aggregate(auditEntry),
    aggregate(oidcRecord),
    aggregate(oidcKeys),
  ],
  routes: [
    ...accountSessionRoutes,
    ...accountRoutes,
    ...staffSessionRoutes,
    ...staffRoutes,
    ...keyRoutes,
    ...erasureRoutes,
  ],
  reactions: [
    ...mailReactions,
    reaction<CartTaken>('join-carts', 'identity.cart-taken', ({ cartId, lines }) =>
      lines.map(({ sku, quantity }) => {
        const command: Unstamped<SetLine> = { type: 'set-line', sku, quantity }
        return { kind: 'cart', id: cartId, command }
      }),
    ),
    reaction<OwnerClaimed>('appoint-owner', 'identity.owner-claimed', (event, about) => {
      const { email, name, passwordHash } = event
      const id = staffIdOf(email, about.homes[0] ?? about.home)
      return [{ kind: 'staff', id, command: { type: 'appoint', email, name, passwordHash } }]
    }),
    accountedFor<OwnerClaimed>(
      'audit-owner',
      'identity.owner-claimed',
      'claim ownership',
      (event) => ({
        subject: event.email,
        detail: event.name,
      }),
    ),
    accountedFor<LinkMade>('audit-link', 'identity.owner-link-made', 'make owner link', () => ({
      subject: 'office',
      detail: '',
    })),
    accountedFor<RulesSet>('audit-rules', 'identity.staff-rules-set', 'set rules', (event) => ({
      subject: 'office',
      detail: event.totpRequired ? 'authenticator required' : 'authenticator optional',
    })),
    accountedFor<StaffInvited>('audit-invite', 'identity.staff-invited', 'invite', (event) => ({
      subject: event.email,
      detail: event.role,
    })),
    accountedFor<AccessReset>(
      'audit-reset',
      'identity.staff-access-reset',
      'reset access',
      ({ email }) => ({ subject: email, detail: '' }),
    ),
    accountedFor<StaffChanged>('audit-change', 'identity.staff-changed', 'change', (event) => ({
      subject: event.email,
      detail: [event.name, event.role, event.status].filter(Boolean).join(', '),
    })),
    accountedFor<PersonForgotten>(
      'audit-erasure',
      'identity.person-forgotten',
      'erase person',
      // Naming them here would be one more place that does.
      ({ orderIds }) => ({ subject: 'person', detail: `${orderIds.length} orders` }),
    ),
    accountedFor<KeyMade>('audit-key', 'identity.key-made', 'make key', (event) => ({
      subject: event.name,
      detail: event.permissions.join(' '),
    })),
    accountedFor<KeyRevoked>('audit-revocation', 'identity.key-revoked', 'revoke key', (event) => ({
      subject: event.name,
      detail: '',
    })),
  ],
  calls: [sendMail],
  jobs: [forgetOidc],
  refusals: identityRefusals.catalogue,
})
