import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frozenCopy } from '#adapters/memory/frozen-copy.ts'

test('a copy is what JSON would give back', () => {
  const given = {
    a: 1,
    minus: -0,
    none: undefined,
    nan: Number.NaN,
    list: [1, undefined, null, { deep: undefined, text: 'ä' }],
    act: () => 1,
    at: new Date(0),
  }
  const copy = frozenCopy<unknown>(given)
  assert.deepStrictEqual(copy, JSON.parse(JSON.stringify(given)))
  assert.throws(() => frozenCopy({ big: 1n }), TypeError)
})

test('nobody can change a copy, or change it through what was given', () => {
  const given = { inside: { list: [1] } }
  const copy = frozenCopy(given)
  given.inside.list.push(2)
  assert.deepEqual(copy, { inside: { list: [1] } })
  assert.throws(() => copy.inside.list.push(3), TypeError)
})

test('what was stored before is not copied again', () => {
  const copy = frozenCopy({ inside: { number: 1 } })
  assert.equal(frozenCopy(copy), copy)
  assert.equal(frozenCopy({ ...copy, more: 1 }).inside, copy.inside)
})
