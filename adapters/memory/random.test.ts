import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { seededRandom } from '#adapters/memory/random.ts'

const drawn = (seed: number) => {
  const random = seededRandom(seed)
  return [...random.bytes(16), random.fraction(), random.fraction()]
}

suite('seeded random numbers', () => {
  test('are the same for the same seed and others for another', () => {
    assert.deepEqual(drawn(7), drawn(7))
    for (const other of [0, 8, 7 + 2 ** 32, 2 ** 53 - 1])
      assert.notDeepEqual(drawn(7), drawn(other))
  })

  test('are spread evenly enough', () => {
    const random = seededRandom(1)
    const fractions = Array.from({ length: 10_000 }, () => random.fraction())
    assert.ok(fractions.every((fraction) => fraction >= 0 && fraction < 1))
    const mean = fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length
    assert.ok(Math.abs(mean - 0.5) < 0.02, `the mean is ${mean}`)
    assert.ok(new Set(random.bytes(5_000)).size === 256)
  })

  test('come in any count of bytes', () => {
    for (const count of [0, 1, 10, 33]) assert.equal(seededRandom(1).bytes(count).length, count)
  })
})
