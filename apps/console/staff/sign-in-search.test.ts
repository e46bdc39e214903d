import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSignInSearch } from '#apps/console/staff/sign-in-search.ts'

test('the sign-in leads back to where one was in the console, and nowhere else', () => {
  assert.deepEqual(readSignInSearch({ from: '/console/orders?status=pending' }), {
    from: '/console/orders?status=pending',
  })
  for (const from of [
    'https://evil.example',
    '//evil.example',
    '/consoles',
    '/console/sign-in',
    7,
  ]) {
    assert.deepEqual(readSignInSearch({ from }), {})
  }
})
