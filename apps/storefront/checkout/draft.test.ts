import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftOf, errorsIn } from '#apps/storefront/checkout/draft.ts'
import { en } from '#apps/storefront/words/en.ts'

const filled = {
  ...draftOf('NL'),
  email: 'ada@example.com',
  name: 'Ada',
  line1: 'Keizersgracht 1',
  city: 'Amsterdam',
}

test('an address that the platform takes has no errors', () => {
  assert.deepEqual(errorsIn(filled, en), {})
})

test('every field says when it is longer than the platform takes', () => {
  const lengths = { name: 200, line1: 120, line2: 70, city: 120, region: 120, postalCode: 20 }
  for (const [field, max] of Object.entries({ ...lengths, phone: 40 })) {
    assert.deepEqual(errorsIn({ ...filled, [field]: 'x'.repeat(max) }, en), {})
    const errors = errorsIn({ ...filled, [field]: 'x'.repeat(max + 1) }, en)
    assert.deepEqual(errors, { [field]: en.checkout.tooLong(max) })
  }
})
