import { equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { ResponseCache } from '#kernel/http/response-cache.ts'

const keeping = { maxAgeSeconds: 10, staleWhileRevalidateSeconds: 10, tags: ['all'] }

test('the cache stays within its bytes by forgetting what was not asked for longest', async () => {
  const cache = new ResponseCache(100_000, () => 0)
  for (let count = 0; count < 50; count += 1) {
    await cache.make(`/${count}`, keeping, async () => 'x'.repeat(8_000))
  }
  equal(cache.find('/0'), null)
  ok(cache.find('/49'))
  cache.invalidate(['all'])
  equal(cache.find('/49'), null)
})

test('an answer that fills the cache alone is given and not kept', async () => {
  const cache = new ResponseCache(1_000, () => 0)
  const { kept } = await cache.make('/', keeping, async () => 'x'.repeat(8_000))
  equal(kept.body.length, 8_000)
  equal(cache.find('/'), null)
})

test('what is dropped with every change is as good as new for longer than others may keep it', async () => {
  let nowMs = 0
  const cache = new ResponseCache(100_000, () => nowMs)
  await cache.make('/', { ...keeping, regionSeconds: 600 }, async () => 'plums')
  nowMs = 500_000
  equal(cache.find('/')?.stale, false)
  equal(cache.find('/')?.ageMs, 0)
  nowMs = 605_000
  equal(cache.find('/')?.stale, true)
  cache.invalidate(['all'])
  equal(cache.find('/'), null)
})
