import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenIn, pair, toggled, without } from '#apps/storefront/browse/filter-text.ts'

const small = { name: 'option.Size', value: 'S' }
const maker = { name: 'vendor', value: 'Pots, pans & Co: est. 1890' }

test('choosing a value adds it to the filter, and choosing it again takes it away', () => {
  const once = toggled('vendor:Acme', small)
  assert.equal(once, 'vendor:Acme,option.Size:S')
  assert.equal(toggled(once, small), 'vendor:Acme')
  assert.equal(toggled(toggled('', small), small), '')
})

test('a value with commas, colons and backslashes is read back as it was', () => {
  for (const value of [maker.value, 'a\\b', '\\,', ',']) {
    assert.deepEqual(chosenIn(`${pair('vendor', value)},option.Size:S`), [
      { name: 'vendor', value },
      small,
    ])
  }
})

test('a name can be left out with all its values', () => {
  assert.equal(without('type:A,option.Size:S,type:B', 'type'), 'option.Size:S')
})

test('what is no pair is left out', () => {
  assert.deepEqual(chosenIn('nonsense,,option.Size:S'), [small])
})
