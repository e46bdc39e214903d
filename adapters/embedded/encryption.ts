// AES-256-GCM with keys from the settings of the region. The first key encrypts, every key decrypts: a new one is
// put in front, and the old ones stay until nothing is encrypted with them any more.
//
//   enc:1:<id of the key>:<nonce, tag and text in base64url>

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Fault, invariant } from '#kernel/core/fault.ts'
import { encryptedPrefix, type Encryption } from '#kernel/ports/encryption.ts'

export const encryptionKeyBytes = 32
const cipher = 'aes-256-gcm'
const version = '1'
const nonceBytes = 12
const tagBytes = 16

/** @param texts keys of 32 bytes in base 64, the newest first */
export function aesEncryption(texts: readonly string[]): Encryption {
  const keys = texts.map((text) => {
    const bytes = Buffer.from(text, 'base64')
    invariant(bytes.length === encryptionKeyBytes, 'a key of encryption has 32 bytes')
    return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
  })
  const [first] = keys
  invariant(first, 'there is a key of encryption')
  return {
    encrypt: async (text, about) => {
      // Random nonces are safe for four billion texts a key (NIST SP 800-38D, 8.3).
      const nonce = randomBytes(nonceBytes)
      const working = createCipheriv(cipher, first.bytes, nonce).setAAD(Buffer.from(about))
      const hidden = Buffer.concat([working.update(text, 'utf8'), working.final()])
      const all = Buffer.concat([nonce, working.getAuthTag(), hidden]).toString('base64url')
      return `${encryptedPrefix}${version}:${first.id}:${all}`
    },
    decrypt: async (stored, about) => {
      if (!stored.startsWith(encryptedPrefix)) return stored
      const [, of, keyId, all = ''] = stored.split(':')
      const key = keys.find(({ id }) => id === keyId)
      if (of !== version || key === undefined)
        throw new Fault(
          'bad-data',
          `no key of this region opens ${about}: ${keyId ?? 'none'} is wanted`,
        )
      const bytes = Buffer.from(all, 'base64url')
      try {
        const nonce = bytes.subarray(0, nonceBytes)
        const working = createDecipheriv(cipher, key.bytes, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const text = working.update(bytes.subarray(nonceBytes + tagBytes))
        return Buffer.concat([text, working.final()]).toString('utf8')
      } catch (error) {
        throw new Fault('bad-data', `what is stored of ${about} was changed`, { cause: error })
      }
    },
  }
}
