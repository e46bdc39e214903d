import { deepEqual, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { whileServing, type Readable } from '#kernel/regions/while-serving.ts'
import { Serving } from '#kernel/regions/serving.ts'

const map = { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } } as const

test('a region that serves or stands by shows what it holds', async () => {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  const ledger = { readMany: async () => [] } as unknown as Readable
  for (const standing of ['paired', 'solo'] as const) {
    serving.apply(map, standing)
    deepEqual(await whileServing(ledger, serving).readMany('order', []), [])
  }
})

test('what the peer may not have is not shown until it has it, or no longer counts', async () => {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  const ledger = { readMany: async () => [] } as unknown as Readable
  const reading = () => whileServing(ledger, serving).readMany('order', [])
  serving.apply(map, 'paired')
  serving.doubt()
  const { doubts } = serving
  serving.doubt()
  serving.settle(doubts)
  await rejects(reading(), { code: 'not-serving' })
  serving.settle(serving.doubts)
  deepEqual(await reading(), [])
  serving.doubt()
  serving.apply(map, 'solo')
  deepEqual(await reading(), [])
})

test('one that was deposed, or does not know, shows nothing: it may hold what never happened', async () => {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  const ledger = { readMany: async () => [] } as unknown as Readable
  await rejects(whileServing(ledger, serving).readMany('order', []), { code: 'not-serving' })
  serving.apply(map, 'paired')
  const deposing = {
    readMany: async () => {
      serving.stop()
      return []
    },
  } as unknown as Readable
  await rejects(whileServing(deposing, serving).readMany('order', []), { code: 'not-serving' })
})
