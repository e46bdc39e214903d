import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isChanged } from '#apps/console/app/is-changed.ts'

test('a form is changed by what it holds, not by how that is written', () => {
  const form = { title: 'Mug', prices: [{ currency: 'SGD', text: '12' }] }
  assert.equal(isChanged({ prices: [{ text: '12', currency: 'SGD' }], title: 'Mug' }, form), false)
  assert.equal(isChanged({ ...form, prices: [{ currency: 'SGD', text: '13' }] }, form), true)
  assert.equal(isChanged({ ...form, prices: [] }, form), true)
})
