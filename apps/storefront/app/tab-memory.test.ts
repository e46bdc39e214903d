import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetShopper, recall, remember } from '#apps/storefront/app/tab-memory.ts'

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

test('what a tab remembers of a shopper goes when they leave', () => {
  Object.assign(globalThis, { sessionStorage: storage() })
  const keys = ['meridian-checkout', 'meridian-attempts', 'meridian-looked-at'] as const
  for (const key of keys) {
    remember(key, [key])
    assert.deepEqual(recall(key, []), [key])
  }
  forgetShopper()
  for (const key of keys) assert.deepEqual(recall(key, []), [])
})

test('a browser that keeps nothing recalls nothing', () => {
  Object.assign(globalThis, { sessionStorage: undefined })
  remember('meridian-checkout', { email: 'a@example.com' })
  assert.deepEqual(recall('meridian-checkout', {}), {})
  forgetShopper()
})
