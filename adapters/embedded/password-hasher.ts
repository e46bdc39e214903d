// Argon2id (RFC 9106) with the memory and passes that OWASP asks for, as PHC text:
// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. Node works it out off the event loop.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHasher } from '#kernel/ports/password-hasher.ts'

const derive = promisify(argon2)
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

export const argon2Hasher: PasswordHasher = {
  hash: async (password) => {
    const salt = randomBytes(saltBytes)
    const tag = await tagOf(password, salt, cost)
    const { memory, passes, parallelism } = cost
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`
  },
  verify: async (password, hash) => {
    const [, memory, passes, parallelism, salt, tag] = form.exec(hash ?? '') ?? []
    if (salt === undefined || tag === undefined) {
      await tagOf(password, randomBytes(saltBytes), cost)
      return false
    }
    const made = await tagOf(password, Buffer.from(salt, 'base64'), {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    })
    const kept = Buffer.from(tag, 'base64')
    return kept.length === made.length && timingSafeEqual(kept, made)
  },
}

function tagOf(password: string, nonce: Buffer, price: typeof cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'))
  return derive('argon2id', { message, nonce, ...price, tagLength: tagBytes })
}

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
