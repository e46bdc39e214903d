import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spokenOf } from '#services/orders/spoken.ts'

test('a browser is told in the language that it likes most of those there are', () => {
  const cases = [
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
    ['en-GB, zh;q=0.5', 'en'],
    ['fr, en;q=0.2, ZH-hans;q=0.7', 'zh-Hans'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['fr-FR', undefined],
    ['*', undefined],
    ['constructor', undefined],
    ['zh;q=x', 'zh-Hans'],
    [';;,,q=', undefined],
    [undefined, undefined],
  ] as const
  for (const [header, language] of cases) assert.equal(spokenOf(header), language, header)
})
