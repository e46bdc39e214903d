import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ago } from '#apps/console/app/format.ts'

test('how long ago something was heard is said in the unit that fits', () => {
  assert.deepEqual([-40, 12_400, 119_000, 120_000, 7_199_000, 7_200_000].map(ago), [
    '0 s ago',
    '12 s ago',
    '119 s ago',
    '2 min ago',
    '119 min ago',
    '2 h ago',
  ])
})
