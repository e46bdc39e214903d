import { equal, match, rejects, throws } from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { aesEncryption } from '#adapters/embedded/encryption.ts'
import { encryptionSuite } from '#kernel/testing/encryption-suite.ts'

const newKey = () => randomBytes(32).toString('base64')
const [old, next] = [newKey(), newKey()]

encryptionSuite(aesEncryption([old]))

test('after a rotation the new key encrypts, and both open', async () => {
  const before = await aesEncryption([old]).encrypt('secret', 'acc_sin_1')
  const rotated = aesEncryption([next, old])
  equal(await rotated.decrypt(before, 'acc_sin_1'), 'secret')
  const after = await rotated.encrypt('secret', 'acc_sin_1')
  equal(await aesEncryption([next]).decrypt(after, 'acc_sin_1'), 'secret')
  await rejects(aesEncryption([next]).decrypt(before, 'acc_sin_1'), /no key of this region/)
  match(after, /^enc:1:[0-9a-f]{8}:[\w-]+$/)
})

test('a key of another length is no key', () => {
  throws(() => aesEncryption(['c2hvcnQ=']), /32 bytes/)
  throws(() => aesEncryption([]), /there is a key/)
})
