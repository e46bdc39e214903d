import type { Context } from '#kernel/service/context.ts'
import type { Aggregate } from '#kernel/service/aggregate.ts'
import type { Command, Event, Refusal } from '#kernel/core/decider.ts'
import { epochMsOf } from '#kernel/core/instant.ts'
import { codeSecretBytes, secretText, stepOf } from '#kernel/core/one-time-code.ts'
import { identityRefusals, recoveryCodesCount } from '#services/identity/contract.ts'
import type { FittingCode, Login } from '#services/identity/login.ts'

type WithLogin = { readonly is: 'unknown' } | { readonly is: string; readonly login: Login }

/**
 * The hash that a password fits, for the decider to compare with the one that is there when it
 * decides; null when it fits none. Takes as long for whoever has no account.
 */
export async function fitting<S extends WithLogin, C extends Command, E extends Event>(
  context: Context,
  aggregate: Aggregate<S, C, E>,
  id: string,
  password: string,
): Promise<string | null> {
  const found = await context.read(aggregate, id)
  const hash = found && 'login' in found.state ? found.state.login.passwordHash : null
  return (await context.ports.passwords.verify(password, hash)) ? hash : null
}

/** A link names the document, so that whoever follows it need not say who they are. */
export const linkToken = (id: string, secret: string): string => `${id}.${secret}`
export const idInLink = (token: string): string => token.split('.', 1)[0] ?? ''

/** As it is stored with the document of this id. */
export const newTotpSecret = ({ ports }: Context, id: string): Promise<string> =>
  ports.encryption.encrypt(secretText(ports.random.bytes(codeSecretBytes)), id)

/** The secret that is there now and the step of it that a code is of; null when it is of none. */
export async function fittingCode<S extends WithLogin, C extends Command, E extends Event>(
  context: Context,
  aggregate: Aggregate<S, C, E>,
  id: string,
  code: string | undefined,
): Promise<FittingCode | null> {
  const found = await context.read(aggregate, id)
  const totp = found && 'login' in found.state ? found.state.login.totp : null
  if (totp === null || code === undefined) return null
  const secret = await context.ports.encryption.decrypt(totp.secret, id)
  const step = stepOf(secret, code, epochMsOf(context.now()))
  return step === null ? null : { secret: totp.secret, step }
}

/** `k7m2-x4qd`, ten times. */
export const newRecoveryCodes = ({ ports }: Context): readonly string[] =>
  Array.from({ length: recoveryCodesCount }, () => {
    const letters = secretText(ports.random.bytes(5)).toLowerCase()
    return `${letters.slice(0, 4)}-${letters.slice(4)}`
  })

/** As authenticator applications scan it (Google Authenticator, Key URI Format). */
const totpUri = (email: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`Meridian:${email}`)}?secret=${secret}&issuer=Meridian`

export async function totpOffer(
  { ports }: Context,
  id: string,
  { email, login }: { readonly email: string; readonly login: Login },
) {
  if (login.totp === null) return identityRefusals.totpOff('It was removed meanwhile.')
  const secret = await ports.encryption.decrypt(login.totp.secret, id)
  return { secret, uri: totpUri(email, secret) }
}

/** What a sign-in that was tried and counted is told. */
export const signInFailed = (fits: string | null | undefined): Refusal =>
  fits
    ? identityRefusals.wrongCode('It was counted as a wrong try.')
    : identityRefusals.wrongCredentials('It was counted as a wrong try.')
