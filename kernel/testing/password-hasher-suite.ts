import { equal, notEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { PasswordHasher } from '#kernel/ports/password-hasher.ts'

/** What every password hasher does. */
export function passwordHasherSuite(hasher: PasswordHasher): void {
  test('a password fits its own hash only', async () => {
    const hash = await hasher.hash('correct horse')
    equal(await hasher.verify('correct horse', hash), true)
    equal(await hasher.verify('correct horse ', hash), false)
    equal(await hasher.verify('correct horse', await hasher.hash('battery staple')), false)
  })

  test('where there is no hash, or none that can be read, no password fits', async () => {
    for (const hash of [null, '', 'nonsense', '$argon2id$v=19$m=8,t=1,p=1$$']) {
      equal(await hasher.verify('', hash), false)
    }
  })

  test('a hash is text that fits into one line', async () => {
    const hash = await hasher.hash('x'.repeat(200))
    notEqual(hash, '')
    equal(/\s/.test(hash), false)
  })
}
