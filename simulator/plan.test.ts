import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { planOf, smallestDays } from '#simulator/plan.ts'

test('the smallest days are those on which the fewest people come', () => {
  const people = (seed: number) =>
    planOf(seed).windows.reduce(
      (sum, { lengthMs, peoplePerSecond }) => sum + lengthMs * peoplePerSecond,
      0,
    )
  const small = smallestDays(5, 50)
  equal(small.length, 5)
  deepEqual(
    small.map(people),
    small.map(people).toSorted((one, other) => one - other),
  )
  const most = Math.max(...small.map(people))
  for (let seed = 1; seed <= 50; seed += 1) ok(small.includes(seed) || people(seed) >= most)
})
