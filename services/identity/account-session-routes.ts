// How shoppers come in.

import { Type } from '#kernel/core/schema.ts'
import type { Context } from '#kernel/service/context.ts'
import { command, query } from '#kernel/service/route.ts'
import { account } from '#services/identity/account.ts'
import { accountView } from '#services/identity/account-view.ts'
import {
  accountIdOf,
  AccountSession,
  AccountView,
  ConfirmBody,
  identityRefusals,
  NewPasswordBody,
  ownAccount,
  ResetBody,
  SignInBody,
  SignUpBody,
} from '#services/identity/contract.ts'
import {
  admitting,
  cookieOf,
  newSecret,
  newSession,
  showingOut,
  signedInShopper,
} from '#services/identity/credentials.ts'
import {
  fitting,
  fittingCode,
  idInLink,
  linkToken,
  signInFailed,
} from '#services/identity/passwords.ts'

const tries = { perMinute: 20, burst: 10 }
/** Each is a mail to somebody. */
const mails = { perMinute: 5, burst: 5 }
/** The same whether there is such an account or not. */
const Sent = Type.Object({ sent: Type.Boolean() })
const sent = () => ({ sent: true })

const idOf = (email: string, context: Context): string =>
  accountIdOf(email, context.homeFor('primary'))

export const accountSessionRoutes = [
  command({
    method: 'POST',
    path: '/v1/account',
    summary: 'Sign up: the account counts once the link in the mail was followed',
    limit: mails,
    body: SignUpBody,
    response: Sent,
    aggregate: account,
    status: 202,
    target: ({ body }, context) => idOf(body.email, context),
    command: async ({ body }, context, target) => ({
      type: 'sign-up' as const,
      email: body.email,
      name: body.name,
      language: body.language ?? 'en',
      passwordHash: await context.ports.passwords.hash(body.password),
      token: linkToken(target, newSecret(context)),
    }),
    answer: sent,
  }),

  command({
    method: 'POST',
    path: '/v1/account/confirmation',
    summary: 'Confirm the mail address, and be signed in',
    description:
      'Whoever follows the link shows the `password` that they signed up with. Without it the account has none, ' +
      'since somebody else may have signed up with their mail address: another mail leads to a new one.',
    limit: tries,
    body: ConfirmBody,
    response: AccountView,
    aggregate: account,
    status: 201,
    target: ({ body }) => idInLink(body.token),
    command: async ({ body }, context, target) => ({
      type: 'confirm' as const,
      token: body.token,
      shows:
        body.password === undefined
          ? ('nothing' as const)
          : { fits: await fitting(context, account, target, body.password) },
      passwordLink: linkToken(target, newSecret(context)),
      session: newSession(context, 'shopper'),
    }),
    answer: (document, context, made) => {
      if (made?.type !== 'confirm') return identityRefusals.linkSpent('It has done its work.')
      const view = accountView(document, made.session.id)
      return admitting(view, context, 'shopper', document.id, made.session)
    },
  }),

  command({
    method: 'POST',
    path: '/v1/account/session',
    summary: 'Sign in',
    limit: tries,
    body: SignInBody,
    response: AccountView,
    aggregate: account,
    status: 201,
    target: ({ body }, context) => idOf(body.email, context),
    command: async ({ body }, context, target) => ({
      type: 'sign-in' as const,
      fits: await fitting(context, account, target, body.password),
      code: body.code ?? null,
      fitsCode: await fittingCode(context, account, target, body.code),
      session: newSession(context, 'shopper'),
    }),
    answer: (document, context, made) => {
      if (made?.type !== 'sign-in' || document.state.is === 'unknown') return signInFailed(null)
      const view = accountView(document, made.session.id)
      if (view.sessionEndsAt === null) return signInFailed(made.fits)
      return admitting(view, context, 'shopper', document.id, made.session)
    },
  }),

  query({
    method: 'GET',
    path: '/v1/account/session',
    summary: 'Who is signed in',
    response: AccountSession,
    handle: async (request, context) => {
      const found = await signedInShopper(request, context)
      return { account: found && accountView(found.document, found.session.id) }
    },
  }),

  command({
    method: 'DELETE',
    path: '/v1/account/session',
    permission: ownAccount,
    summary: 'Sign out',
    response: AccountSession,
    aggregate: account,
    target: ({ principal }) => principal?.id ?? '',
    command: (request) => ({
      type: 'sign-out' as const,
      sessionId: cookieOf(request, 'shopper')?.sessionId ?? '',
    }),
    answer: (_, context) => showingOut({ account: null }, context, 'shopper'),
  }),

  command({
    method: 'POST',
    path: '/v1/account/password-links',
    summary: 'Have a link to a new password sent',
    limit: mails,
    body: ResetBody,
    response: Sent,
    aggregate: account,
    status: 202,
    target: ({ body }, context) => idOf(body.email, context),
    command: (_, context, target) => ({
      type: 'send-link' as const,
      token: linkToken(target, newSecret(context)),
    }),
    answer: sent,
  }),

  command({
    method: 'POST',
    path: '/v1/account/new-password',
    summary: 'Choose a new password with the link of a mail; every session ends',
    limit: tries,
    body: NewPasswordBody,
    response: Type.Object({ email: Type.String() }),
    aggregate: account,
    status: 201,
    target: ({ body }) => idInLink(body.token),
    command: async ({ body }, context) => ({
      type: 'choose-password' as const,
      token: body.token,
      passwordHash: await context.ports.passwords.hash(body.password),
    }),
    answer: ({ state }) =>
      state.is === 'unknown'
        ? identityRefusals.linkSpent('It has done its work.')
        : { email: state.email },
  }),
]
