import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goOn } from '#apps/storefront/account/go-on.ts'

test('who has signed in goes on where they came from', () => {
  for (const page of ['/account/addresses', '/account/data', '/checkout'] as const)
    assert.deepEqual(goOn(page), { page })
  assert.deepEqual(goOn('/oidc/interaction/a-1'), { address: '/oidc/interaction/a-1' })
})

test('nobody is sent to another site, nor to a page that does not lead to the entrance', () => {
  const strange = [
    'https://evil.example/account',
    '//evil.example',
    '/account/sign-in',
    '/edge',
    '',
  ]
  for (const then of [undefined, ...strange, '/oidc/interaction/../../evil'])
    assert.deepEqual(goOn(then), { page: '/account' })
})
