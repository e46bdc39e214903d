// The words of identity: who may come in, and what they may do there.

import { defineRefusals } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { days, hours, minutes } from '#kernel/core/instant.ts'
import type { Permission } from '#kernel/core/permission.ts'
import { Id, Instant, Nullable, OneOf, Strict, Type, type Static } from '#kernel/core/schema.ts'
import { Address } from '#services/shipping/contract.ts'
import { Email, Language } from '#services/orders/contract.ts'

/** Events of people name them; they go when whoever asks to be forgotten may expect it. */
export const keepPersonEvents = days(7)
export const keepStaffEvents = days(90)
export const sessionsMax = 10
export const accountSessionMs = days(30)
export const staffSessionMs = hours(12)
/** How long a link in a mail works, and how soon there is another. */
export const linkMs = hours(24)
export const linkAgainMs = minutes(1)
/** Wrong tries at one password in this time; then nobody gets in until the oldest is forgotten. */
export const triesMax = 8
export const triesMs = minutes(15)
export const recoveryCodesCount = 10
export const addressesMax = 20

export const identityRefusals = defineRefusals('identity', {
  wrongCredentials: {
    kind: 'unauthenticated',
    title: 'Mail address or password is wrong',
    advice: 'Try again, or have a link to a new password sent.',
  },
  codeNeeded: {
    kind: 'unauthenticated',
    title: 'A one-time code is needed as well',
    advice: 'Send the same with the code of the authenticator, or a recovery code.',
  },
  wrongCode: {
    kind: 'unauthenticated',
    title: 'The one-time code is wrong or was used',
    advice: 'Wait for the next code, or use a recovery code.',
  },
  throttled: {
    kind: 'throttled',
    title: 'There were too many wrong tries',
    advice: 'Wait a while; a new password by mail works at once.',
  },
  unconfirmed: {
    kind: 'forbidden',
    title: 'The mail address is not confirmed yet',
    advice: 'Follow the link in the mail; signing up once more sends another.',
  },
  suspended: { kind: 'forbidden', title: 'This member of staff is suspended' },
  linkSpent: {
    kind: 'gone',
    title: 'The link was used, replaced, or is too old',
    advice: 'Have another one sent.',
  },
  notFound: { kind: 'not-found', title: 'There is nobody and nothing under this id' },
  wrongPassword: {
    kind: 'forbidden',
    title: 'The password is wrong',
    advice: 'Enter the password that this account has now.',
  },
  totpOff: {
    kind: 'conflict',
    title: 'No authenticator is being set up',
    advice: 'Begin with POST …/totp.',
  },
  totpOn: { kind: 'conflict', title: 'There is an authenticator already' },
  tooManyAddresses: { kind: 'conflict', title: 'The address book is full' },
  staffExists: { kind: 'conflict', title: 'There is a member of staff with this mail address' },
  ownStanding: {
    kind: 'conflict',
    title: 'Nobody changes their own role or standing',
    advice: 'Ask another owner.',
  },
  ownersOwn: {
    kind: 'conflict',
    title: 'Nobody lets an owner in anew but the owner, or whoever runs the store',
    advice: 'On its machine, `meridian staff reset-owner` prints a link.',
  },
  beyondOwn: {
    kind: 'forbidden',
    title: 'Nobody gives what they do not have',
    advice: 'Leave out the permissions that you lack.',
  },
})

/** Case does not tell people apart, and nobody is there twice: the id is the mail address. */
export const accountIdOf = (email: string, primary: Home): string => personId('acc', email, primary)
export const staffIdOf = (email: string, primary: Home): string => personId('stf', email, primary)
const personId = (prefix: string, email: string, primary: Home): string =>
  derivedId(prefix, primary, email.trim().toLowerCase())

/** Whoever had this account, or bought under its mail address, wants to be forgotten. */
export interface PersonForgotten {
  readonly type: 'identity.person-forgotten'
  /** Those known when it was asked. */
  readonly orderIds: readonly string[]
  readonly by: string
  readonly auditId: string
}

/** What a signed-in shopper may do: everything with their own account. */
export const ownAccount: Permission = 'account:own'

export const permissions = [
  'catalog:read',
  'catalog:write',
  'stock:read',
  'stock:write',
  'orders:read',
  'orders:write',
  'orders:fulfil',
  'orders:cancel',
  'orders:capture',
  'orders:refund',
  'customers:read',
  'customers:write',
  'payments:read',
  'settings:read',
  'settings:write',
  'staff:read',
  'staff:write',
  'keys:read',
  'keys:write',
  'operations:read',
  'operations:write',
  'analytics:read',
  'console:use',
] as const satisfies readonly Permission[]

const reading = permissions.filter((one) => one.endsWith(':read'))
const withReading = (...others: readonly Permission[]): readonly Permission[] => [
  'console:use',
  ...reading,
  ...others,
]
const inShop: readonly Permission[] = ['catalog:write', 'stock:write']
const onOrders: readonly Permission[] = ['orders:write', 'orders:fulfil', 'orders:cancel']

export const roles = {
  owner: { does: 'Everything.', permissions },
  manager: {
    does: 'Runs the shop, without staff, keys and regions.',
    permissions: withReading(
      ...inShop,
      ...onOrders,
      'orders:capture',
      'orders:refund',
      'customers:write',
      'settings:write',
    ),
  },
  merchandiser: {
    does: 'Keeps the catalogue and counts the stock.',
    permissions: ['console:use', 'catalog:read', 'stock:read', 'analytics:read', ...inShop],
  },
  fulfilment: {
    does: 'Packs and sends.',
    permissions: ['console:use', 'orders:read', 'orders:write', 'orders:fulfil', 'stock:read'],
  },
  support: {
    does: 'Helps shoppers: cancels and refunds.',
    permissions: [
      'console:use',
      'catalog:read',
      'orders:read',
      'orders:write',
      'orders:cancel',
      'orders:refund',
      'customers:read',
      'customers:write',
      'payments:read',
    ],
  },
  operator: { does: 'Keeps the regions running.', permissions: withReading('operations:write') },
  viewer: { does: 'Looks.', permissions: withReading() },
} as const satisfies Readonly<Record<string, { does: string; permissions: readonly Permission[] }>>
export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as readonly Role[]

export const Password = Type.String({ minLength: 10, maxLength: 200 })
/** Whatever was typed into a field for a password that exists. */
const Typed = Type.String({ minLength: 1, maxLength: 200 })
const Name = Type.String({ minLength: 1, maxLength: 100 })
const Token = Type.String({ minLength: 10, maxLength: 200 })
const Code = Type.String({ minLength: 6, maxLength: 20 })

export const SignInBody = Strict({ email: Email, password: Typed, code: Type.Optional(Code) })
export const NewPasswordBody = Strict({ token: Token, password: Password })
export const ChangePasswordBody = Strict({ current: Typed, next: Password })
export const PasswordBody = Strict({ password: Typed })
export const CodeBody = Strict({ code: Code })
export const ConfirmBody = Strict({ token: Token, password: Type.Optional(Typed) })
export const ErasureBody = Strict({ email: Email })
export const ErasureView = Type.Object({
  orders: Type.Integer(),
  /** Until then invoices name whoever ordered; null when there is none. */
  booksUntil: Nullable(Instant),
})
export const NoBody = Strict({})

export const SignUpBody = Strict({
  email: Email,
  name: Name,
  password: Password,
  language: Type.Optional(Language),
})
export const ResetBody = Strict({ email: Email })
export const ProfileBody = Strict({
  name: Type.Optional(Name),
  phone: Type.Optional(Type.String({ maxLength: 40 })),
  language: Type.Optional(Language),
})
export const CartOfAccountBody = Strict({ cartId: Id })

export { Address, Language }
export const AddressKey = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z0-9-]+$' })

export const TotpView = Type.Object({
  enrolled: Type.Boolean(),
  required: Type.Boolean(),
  recoveryCodesLeft: Type.Integer(),
})

export const AccountView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  language: Language,
  addresses: Type.Array(Type.Object({ key: AddressKey, address: Address })),
  totp: TotpView,
  cartId: Nullable(Id),
  createdAt: Instant,
  sessionEndsAt: Nullable(Instant),
})
export type AccountView = Static<typeof AccountView>
export const AccountSession = Type.Object({ account: Nullable(AccountView) })

export const StaffSelf = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: OneOf(roleNames),
  permissions: Type.Array(Type.String()),
  totp: TotpView,
  sessionEndsAt: Nullable(Instant),
})
export type StaffSelf = Static<typeof StaffSelf>
export const StaffSession = Type.Object({ staff: Nullable(StaffSelf) })

export const StaffView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: OneOf(roleNames),
  status: OneOf(['invited', 'active', 'suspended']),
  totp: Type.Boolean(),
  invitedAt: Instant,
  lastSignInAt: Nullable(Instant),
})
export type StaffView = Static<typeof StaffView>

export const OwnerBody = Strict({ token: Token, email: Email, name: Name, password: Password })
export const InviteBody = Strict({ email: Email, name: Name, role: OneOf(roleNames) })
export const ChangeStaffBody = Strict({
  name: Type.Optional(Name),
  role: Type.Optional(OneOf(roleNames)),
  status: Type.Optional(OneOf(['active', 'suspended'])),
})
export const StaffRules = Strict({ totpRequired: Type.Boolean() })
export const OwnerLink = Type.Object({ url: Type.String(), claimed: Type.Boolean() })

export const TotpOffer = Type.Object({ secret: Type.String(), uri: Type.String() })
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })

/** As browsers write it: no path, no slash at the end. */
const Origin = Type.String({ maxLength: 255, pattern: '^https?://[a-z0-9.-]+(?::[0-9]{1,5})?$' })
export const keyKinds = ['secret', 'publishable'] as const
export const KeyBody = Strict({
  name: Name,
  kind: OneOf(keyKinds),
  permissions: Type.Array(OneOf(permissions), { maxItems: 40 }),
  /** Of a publishable key: whose pages may show it. */
  origins: Type.Optional(Type.Array(Origin, { maxItems: 20 })),
})
export const KeyView = Type.Object({
  id: Id,
  name: Type.String(),
  kind: OneOf(keyKinds),
  permissions: Type.Array(Type.String()),
  origins: Type.Array(Type.String()),
  /** How it begins, to recognise it by. */
  hint: Type.String(),
  createdAt: Instant,
  createdBy: Type.String(),
  revokedAt: Nullable(Instant),
})
export type KeyView = Static<typeof KeyView>
/** The key stands there this once. */
export const NewKeyView = Type.Intersect([KeyView, Type.Object({ key: Nullable(Type.String()) })])

export const AuditView = Type.Object({
  id: Id,
  at: Instant,
  by: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  detail: Type.String(),
})
export type AuditView = Static<typeof AuditView>
