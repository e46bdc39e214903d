import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textAfter } from '#adapters/embedded/text-after.ts'

test('the text after a prefix ends in the next character', () => {
  assert.equal(textAfter('order/a'), 'order/b')
  assert.equal(textAfter('ÿ'), 'Ā')
  assert.equal(textAfter('\ud7ff'), '\ue000')
})

test('nothing comes after the empty prefix or the last character', () => {
  assert.equal(textAfter(''), null)
  assert.equal(textAfter('\u{10ffff}'), null)
  assert.equal(textAfter('a\u{10ffff}'), 'b')
})
