import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { codeAt, stepOf, secretText } from '#kernel/core/one-time-code.ts'

const secret = secretText(Buffer.from('12345678901234567890'))

test('codes are those of RFC 6238, appendix B', () => {
  const vectors: Readonly<Record<number, string>> = {
    59: '94287082',
    1111111109: '07081804',
    1111111111: '14050471',
    1234567890: '89005924',
    2000000000: '69279037',
    20000000000: '65353130',
  }
  for (const [seconds, code] of Object.entries(vectors)) {
    equal(codeAt(secret, Math.floor(Number(seconds) / 30), 8), code)
  }
})

test('a secret is written as RFC 4648 writes it', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']
  deepEqual(
    texts.map((text) => secretText(Buffer.from(text))),
    ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'],
  )
})

test('a code counts a step early and a step late, and no more', () => {
  const code = codeAt(secret, 100)
  deepEqual(
    [98, 99, 100, 101, 102].map((step) => stepOf(secret, code, step * 30_000 + 29_999)),
    [null, 100, 100, 100, null],
  )
})
