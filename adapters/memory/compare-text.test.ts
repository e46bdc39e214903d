import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareText } from '#adapters/memory/compare-text.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '中', '\ud7ff', '\ue000', '\uffff', '🚀'),
})

test('texts compare as their bytes do', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other))
      assert.equal(Math.sign(compareText(one, other)), bytes)
    }),
  )
})
