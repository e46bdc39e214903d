import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SortedList } from '#adapters/memory/sorted-list.ts'

const number = fc.integer({ min: 0, max: 20 })

test('a sorted list holds what a sorted set would hold', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), number), { maxLength: 60 })
  fc.assert(
    fc.property(steps, number, (changes, asked) => {
      const list = new SortedList<number>((one, other) => one - other)
      const set = new Set<number>()
      for (const [adds, item] of changes) {
        if (adds) list.add(item)
        else list.remove(item)
        if (adds) set.add(item)
        else set.delete(item)
      }
      const expected = [...set].toSorted((one, other) => one - other)
      assert.deepEqual(
        Array.from({ length: list.length }, (_, place) => list.at(place)),
        expected,
      )
      assert.equal(list.has(asked), set.has(asked))
      assert.equal(list.placeOf(asked), expected.filter((item) => item < asked).length)
      assert.equal(list.at(-1), undefined)
    }),
  )
})
