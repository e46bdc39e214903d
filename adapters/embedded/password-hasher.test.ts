import { match, notEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { argon2Hasher } from '#adapters/embedded/password-hasher.ts'
import { passwordHasherSuite } from '#kernel/testing/password-hasher-suite.ts'

passwordHasherSuite(argon2Hasher)

test('the same password has another hash each time, at the cost that OWASP asks for', async () => {
  const [one, other] = await Promise.all([argon2Hasher.hash('tea'), argon2Hasher.hash('tea')])
  notEqual(one, other)
  match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/)
})
