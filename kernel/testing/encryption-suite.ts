import { equal, notEqual, ok, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { encryptedPrefix, type Encryption } from '#kernel/ports/encryption.ts'

/** What every adapter of the port `encryption` does. */
export function encryptionSuite(encryption: Encryption): void {
  const secret = 'JBSWY3DPEHPK3PXP'

  test('what was encrypted is one line that does not show it, and opens again', async () => {
    for (const text of [secret, '', '{"kty":"EC"}\n', 'ключ 🔑']) {
      const stored = await encryption.encrypt(text, 'acc_sin_1')
      ok(stored.startsWith(encryptedPrefix), stored)
      equal(/\s/.test(stored), false)
      ok(text === '' || !stored.includes(text), stored)
      equal(await encryption.decrypt(stored, 'acc_sin_1'), text)
    }
  })

  test('the same text is another each time', async () => {
    const [one, other] = [
      await encryption.encrypt(secret, 'acc_sin_1'),
      await encryption.encrypt(secret, 'acc_sin_1'),
    ]
    notEqual(one, other)
  })

  test('it opens for what it belongs to and nothing else', async () => {
    const stored = await encryption.encrypt(secret, 'acc_sin_1')
    await rejects(encryption.decrypt(stored, 'acc_sin_2'), { code: 'bad-data' })
  })

  test('what was changed or cut off does not open', async () => {
    const stored = await encryption.encrypt(secret, 'acc_sin_1')
    const changed = `${stored.slice(0, -3)}${stored.endsWith('AAA') ? 'BBB' : 'AAA'}`
    for (const bad of [changed, stored.slice(0, -8), `${encryptedPrefix}nonsense`])
      await rejects(encryption.decrypt(bad, 'acc_sin_1'), { code: 'bad-data' })
  })

  test('what was written plain is read as it is', async () => {
    for (const text of [secret, '', 'a:b:c']) equal(await encryption.decrypt(text, 'any'), text)
  })
}
