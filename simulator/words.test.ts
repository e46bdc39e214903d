import { equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from '#simulator/simulate.ts'
import { subjectOf } from '#simulator/words.ts'

test('a violation is about the order, the cart or the account it names, else about a SKU', () => {
  const body = '06b2k3m4n5p6q7r8s9t0v1w2x3'
  equal(subjectOf(`order/ord_sin_${body}@3, acknowledged by sin, is missing in syd`), body)
  equal(subjectOf(`stk_sin_MUG-BLUE asks nobody while ord_syd_${body} waits for units`), body)
  equal(subjectOf('stk_sin_MUG-BLUE has 2 units and has promised 3'), 'MUG-BLUE')
  equal(subjectOf('LAMP in syd has promised 3 units, and orders hold 2'), 'LAMP')
  equal(subjectOf('sin is out; syd does not receive'), null)
})

test('the story of an order tells of the stock that was reserved for it', async () => {
  const plan = {
    seed: 7,
    mode: 'active-active',
    windows: [{ lengthMs: 10_000, peoplePerSecond: 3, thenMs: 7_200_000 }],
    faults: [],
  } as const
  const { story: ofOrders } = await simulate(plan, { tellsStory: 'ord_' })
  const reserved = ofOrders.find((line) => /stock [A-Z-]+ v\d+: reserved/.test(line))
  ok(reserved)
  match(reserved, / (Singapore|Sydney): stock [A-Z-]+ v\d+: reserved \(.*quantity [1-9]/)
  const [, body] = /ord_(?:sin|syd)_(\w{26})/.exec(reserved) ?? []
  const { story } = await simulate(plan, { tellsStory: body ?? '' })
  ok(story.some((line) => line === reserved))
  ok(story.some((line) => /order \w{26} v1: /.test(line)))
})
