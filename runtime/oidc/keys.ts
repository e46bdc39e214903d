import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type { Executor } from '#kernel/commands/executor.ts'
import { invariant } from '#kernel/core/fault.ts'
import type { Context } from '#kernel/service/context.ts'
import { aggregate } from '#kernel/service/define-service.ts'
import { oidcKeys, oidcKeysId, type Keys } from '#services/identity/oidc-keys.ts'

export const signingAlgorithm = 'ES256'
const keyIdBytes = 8
const cookieBytes = 32

/** The keys of the platform; null while the region that serves the primary home has made none. */
export async function storedKeys(context: Context): Promise<Keys | null> {
  const id = oidcKeysId(context.homeFor('primary'))
  const found = await context.read(oidcKeys, id)
  if (found?.state.is !== 'made') return null
  const { keys } = found.state
  if (!('encrypted' in keys)) return keys
  return JSON.parse(await context.ports.encryption.decrypt(keys.encrypted, id)) as Keys
}

/** The keys of the platform, made when there are none. Only where the primary home is served. */
export async function keptKeys(context: Context, executor: Executor): Promise<Keys> {
  const known = await storedKeys(context)
  if (known !== null) return known
  const id = oidcKeysId(context.homeFor('primary'))
  const made = JSON.stringify(await newKeys())
  const encrypted = await context.ports.encryption.encrypt(made, id)
  const command = { type: 'make', keys: { encrypted } }
  await executor.execute({ aggregate: aggregate(oidcKeys), id, command })
  const kept = await storedKeys(context)
  invariant(kept !== null, 'the keys that were stored are not there')
  return kept
}

async function newKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = randomBytes(keyIdBytes).toString('hex')
  return {
    signing: [{ ...jwk, kid, alg: signingAlgorithm, use: 'sig' }],
    cookies: [randomBytes(cookieBytes).toString('hex')],
  }
}
