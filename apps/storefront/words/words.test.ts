import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '#apps/ui/api/problem.ts'
import { en } from '#apps/storefront/words/en.ts'
import { troubleIn } from '#apps/storefront/words/words.ts'
import { zh } from '#apps/storefront/words/zh.ts'

const refused = (code: string, status: number) =>
  new ApiError({ code, status, title: 'Title for programmers', detail: '/x', advice: 'See /docs.' })

test('trouble is told in the words of the shop, never in those of the API', () => {
  for (const words of [en, zh]) {
    const { trouble } = words
    const says = (code: string, status: number) => troubleIn(refused(code, status), words)
    assert.equal(says('http.invalid', 400), trouble.check)
    assert.equal(says('something.new', 422), trouble.check)
    assert.equal(says('something.new', 409), trouble.impossible)
    assert.equal(says('something.new', 404), trouble.impossible)
    assert.equal(says('http.too-many-requests', 429), trouble.busy)
    assert.equal(says('version-conflict', 409), trouble.busy)
    assert.equal(says('internal', 500), trouble.internal)
    assert.equal(says('orders.not-priced', 409), trouble.codes['orders.not-priced'])
  }
})

test('what is no answer of the platform is trouble on our side', () => {
  assert.equal(troubleIn(new TypeError('x is undefined'), en), en.trouble.internal)
})
