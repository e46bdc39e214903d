// What shoppers do about their own account.

import { PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import { command, query, type Request } from '#kernel/service/route.ts'
import { account } from '#services/identity/account.ts'
import { accountView } from '#services/identity/account-view.ts'
import { auditEntry } from '#services/identity/audit-entry.ts'
import { cartJoining } from '#services/identity/cart-joining.ts'
import {
  AccountSession,
  AccountView,
  Address,
  AddressKey,
  CartOfAccountBody,
  ChangePasswordBody,
  CodeBody,
  identityRefusals,
  NoBody,
  ownAccount,
  PasswordBody,
  ProfileBody,
  RecoveryCodes,
  TotpOffer,
} from '#services/identity/contract.ts'
import { cookieOf, showingOut } from '#services/identity/credentials.ts'
import { ordersOfAccount } from '#services/identity/erasure.ts'
import { exported, noAccount } from '#services/identity/exported.ts'
import {
  fitting,
  fittingCode,
  newRecoveryCodes,
  newTotpSecret,
  totpOffer,
} from '#services/identity/passwords.ts'
import { ordersOf, OrderView } from '#services/orders/contract.ts'

const tries = { perMinute: 20, burst: 10 }
const AddressParams = Strict({ key: AddressKey })
const ownId = ({ principal }: Request): string => principal?.id ?? ''

/** What the lines of this table have in common. */
const own = { permission: ownAccount, aggregate: account, target: ownId } as const

export const accountRoutes = [
  command({
    ...own,
    method: 'PATCH',
    path: '/v1/account',
    summary: 'Change the profile',
    body: ProfileBody,
    response: AccountView,
    command: ({ body }) => ({ type: 'change-profile' as const, ...body }),
    answer: (document) => accountView(document),
  }),

  command({
    ...own,
    method: 'PUT',
    path: '/v1/account/password',
    summary: 'Change the password; every other session ends',
    limit: tries,
    body: ChangePasswordBody,
    response: AccountView,
    command: async (request, context, target) => ({
      type: 'change-password' as const,
      fits: await fitting(context, account, target, request.body.current),
      passwordHash: await context.ports.passwords.hash(request.body.next),
      sessionId: cookieOf(request, 'shopper')?.sessionId ?? '',
    }),
    answer: (document) => accountView(document),
  }),

  command({
    ...own,
    method: 'PUT',
    path: '/v1/account/addresses/{key}',
    summary: 'Put an address into the address book',
    params: AddressParams,
    body: Address,
    response: AccountView,
    command: ({ params, body }) => ({
      type: 'put-address' as const,
      key: params.key,
      address: body,
    }),
    answer: (document) => accountView(document),
  }),

  command({
    ...own,
    method: 'DELETE',
    path: '/v1/account/addresses/{key}',
    summary: 'Take an address out of the address book',
    params: AddressParams,
    response: AccountView,
    command: ({ params }) => ({ type: 'remove-address' as const, key: params.key }),
    answer: (document) => accountView(document),
  }),

  command({
    ...own,
    method: 'PUT',
    path: '/v1/account/cart',
    summary: 'Join the cart of a guest to the account',
    description:
      'Where the account has an open cart already, it gets what the other has more of, and stays ' +
      'the cart of the account.',
    body: CartOfAccountBody,
    response: AccountView,
    command: async ({ body }, context, target) => {
      const found = await context.read(account, target)
      const kept = found && found.state.is !== 'unknown' ? found.state.cartId : null
      return cartJoining(context, kept, body.cartId)
    },
    answer: (document) => accountView(document),
  }),

  command({
    ...own,
    method: 'POST',
    path: '/v1/account/totp',
    summary: 'Begin to set up an authenticator',
    body: NoBody,
    response: TotpOffer,
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
    ...own,
    method: 'POST',
    path: '/v1/account/totp/confirmation',
    summary: 'Show that the authenticator works; the recovery codes are shown this once',
    limit: tries,
    body: CodeBody,
    response: RecoveryCodes,
    command: async ({ body }, context, target) => ({
      type: 'confirm-totp' as const,
      fitsCode: await fittingCode(context, account, target, body.code),
      recoveryCodes: newRecoveryCodes(context),
    }),
    answer: (_, _context, made) => ({
      recoveryCodes: made?.type === 'confirm-totp' ? made.recoveryCodes : [],
    }),
  }),

  command({
    ...own,
    method: 'POST',
    path: '/v1/account/totp/removal',
    summary: 'Remove the authenticator',
    limit: tries,
    body: PasswordBody,
    response: AccountView,
    command: async ({ body }, context, target) => ({
      type: 'remove-totp' as const,
      fits: await fitting(context, account, target, body.password),
    }),
    answer: (document) => accountView(document),
  }),

  query({
    method: 'GET',
    path: '/v1/account/orders',
    permission: ownAccount,
    summary: 'List the orders under the mail address of the account, the newest first',
    query: Strict(PageQuery),
    response: PageOf(OrderView),
    handle: async (request, context) => {
      const found = await context.read(account, ownId(request))
      if (found?.state.is !== 'active') return noAccount()
      const { email } = found.state
      return context.ask(ordersOf, { email, ...request.query })
    },
  }),

  query({
    method: 'GET',
    path: '/v1/account/export',
    permission: ownAccount,
    summary: 'Everything that the shop keeps about this account',
    response: Type.Object({ account: AccountView, orders: Type.Array(OrderView) }),
    handle: async (request, context) => exported(ownId(request), context),
  }),

  command({
    ...own,
    method: 'POST',
    path: '/v1/account/erasure',
    summary: 'Erase the account and whom it names elsewhere; what the books need stays',
    description:
      'Profile, addresses, sign-ins, the customer record, messages and parcels’ addresses go. Orders ' +
      'keep amounts, items and tax, and their invoice until the end of the tenth year; one that is on ' +
      'its way keeps its address until it has arrived.',
    limit: tries,
    body: PasswordBody,
    response: AccountSession,
    command: async ({ body }, context, target) => ({
      type: 'forget-person' as const,
      shows: { fits: await fitting(context, account, target, body.password) },
      orderIds: (await ordersOfAccount(target, context)).map(({ id }) => id),
      by: target,
      auditId: context.newId(auditEntry),
    }),
    answer: (_, context) => showingOut({ account: null }, context, 'shopper'),
  }),
]
