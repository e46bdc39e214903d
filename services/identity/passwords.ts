import type { Context } from '#kernel/service/context.ts'
import type { Aggregate } from '#kernel/service/aggregate.ts'
import type { Command, Event, Refusal } from '#kernel/core/decider.ts'
import { codeSecretBytes, secretText } from '#kernel/core/one-time-code.ts'
import { identityRefusals, recoveryCodesCount } from '#services/identity/contract.ts'
import type { Login } from '#services/identity/login.ts'

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

export const newTotpSecret = ({ ports }: Context): string =>
  secretText(ports.random.bytes(codeSecretBytes))

/** `k7m2-x4qd`, ten times. */
export const newRecoveryCodes = ({ ports }: Context): readonly string[] =>
  Array.from({ length: recoveryCodesCount }, () => {
    const letters = secretText(ports.random.bytes(5)).toLowerCase()
    return `${letters.slice(0, 4)}-${letters.slice(4)}`
  })

/** As authenticator applications scan it (Google Authenticator, Key URI Format). */
export const totpUri = (email: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`Meridian:${email}`)}?secret=${secret}&issuer=Meridian`

/** What a sign-in that was tried and counted is told. */
export const signInFailed = (fits: string | null | undefined): Refusal =>
  fits
    ? identityRefusals.wrongCode('It was counted as a wrong try.')
    : identityRefusals.wrongCredentials('It was counted as a wrong try.')
