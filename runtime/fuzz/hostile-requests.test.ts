// Every route of the shop, asked in ways its OpenAPI document allows and in ways it rules out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { askAndJudge } from '#runtime/fuzz/ask-and-judge.ts'
import { fuzzedShop, knowledgeOf, openApiOf } from '#runtime/fuzz/fuzzed-shop.ts'
import { operationsOf, type Operation } from '#runtime/fuzz/operations.ts'
import { isPaged } from '#runtime/fuzz/paged-lists.ts'
import { fitting, misfitting, type Sent } from '#runtime/fuzz/requests.ts'
import type { WholeShop } from '#runtime/whole-shop.ts'

const model = await fuzzedShop()
const knowledge = await knowledgeOf(model)
const openApi = await openApiOf(model)
const operations = operationsOf(openApi)
const rules = { problem: openApi.components.schemas.Problem }
await model.close()

const valid = fc.oneof(...operations.map((operation) => fitting(operation, knowledge)))
const invalid = fc.oneof(...operations.map((operation) => misfitting(operation, knowledge)))

type Step = Sent | { readonly pass: number }
const story: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { arbitrary: valid, weight: 60 },
    { arbitrary: invalid, weight: 15 },
    { arbitrary: fc.record({ pass: fc.constantFrom(100, 5_000) }), weight: 10 },
    // An hour is long to compute.
    { arbitrary: fc.constant({ pass: 3_700_000 }), weight: 1 },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
)

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`
/** The routes that took something. */
const took = new Set<string>()

/** Sends one after the other. */
async function play(shop: WholeShop, steps: readonly Step[], mayBeAway: boolean): Promise<void> {
  for (const step of steps) {
    if ('pass' in step) {
      await shop.pass(step.pass)
      continue
    }
    const status = await askAndJudge(shop, step, { ...rules, mayBeAway })
    if (status < 300) took.add(nameOf(step.operation))
  }
}

test('a shop that is asked anything answers clearly, and nothing gets stuck behind it', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const shop = await fuzzedShop()
      try {
        await play(shop, steps, false)
        await shop.pass(120_000)
        const stuck = /a bug|dead letter|projection failed|job failed/
        assert.deepEqual(
          shop.heard.filter((line) => stuck.test(line)),
          [],
        )
      } finally {
        await shop.close()
      }
    }),
    fuzz(56),
  )
})

test('a region whose peer is away says so for the homes that it does not serve', async () => {
  let away = 0
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const shop = await fuzzedShop(['sin', 'syd'])
      try {
        await play(shop, steps, true)
        away += shop.heard.filter((line) => line.includes('unavailable')).length
        const bugs = shop.heard.filter((line) => line.includes('a bug'))
        assert.deepEqual(bugs, [])
      } finally {
        await shop.close()
      }
    }),
    fuzz(56),
  )
  assert.ok(away > 0)
})

const mailed = 'its token stands in a mail, and is spent or unknown here'
const counted = 'its code follows from a secret that was offered in this session'
/** Routes that take nothing of what can be made up, and why. */
const closed: Readonly<Record<string, string>> = {
  'POST /v1/account/confirmation': mailed,
  'POST /v1/account/new-password': mailed,
  'POST /v1/account/totp/confirmation': counted,
  'POST /v1/staff/invitation': mailed,
  'POST /v1/staff/owner': 'there is an owner, and the link to become one is spent',
  'POST /v1/staff/totp/confirmation': counted,
}
const triesMax = 150

test('every route takes something that fits, but for those that nobody could guess into', async () => {
  for (const operation of operations) {
    // Of two homes one is away, and a transfer needs them both.
    for (const homes of [['sin'], ['sin', 'syd']]) {
      if (took.has(nameOf(operation)) || Object.hasOwn(closed, nameOf(operation))) continue
      const shop = await fuzzedShop(homes)
      const { seed } = fuzz(1)
      for (const request of fc.sample(fitting(operation, knowledge), { numRuns: triesMax, seed })) {
        const status = await askAndJudge(shop, request, { ...rules, mayBeAway: homes.length > 1 })
        if (status >= 300) continue
        took.add(nameOf(operation))
        break
      }
      await shop.close()
    }
  }
  const never = operations.map(nameOf).filter((route) => !took.has(route))
  assert.deepEqual(never.toSorted(), Object.keys(closed).toSorted())
})

/** Nothing may take them, or they only read: a shop is the same after any number of them. */
const harmless = invalid.filter(({ as, method }) => as === 'broken' || /^(GET|HEAD)$/.test(method))

test('a request with something wrong in it is a clear problem and changes nothing', async (t) => {
  const shop = await fuzzedShop()
  t.after(() => shop.close())
  await fc.assert(
    fc.asyncProperty(harmless, async (request) => {
      await askAndJudge(shop, request, rules)
    }),
    fuzz(3_000),
  )
})

test('anything may stand where a cursor does', async (t) => {
  const shop = await fuzzedShop()
  t.after(() => shop.close())
  const { lists } = knowledge
  assert.deepEqual(
    lists.map(({ operation }) => nameOf(operation)),
    operations.filter(isPaged).map(nameOf),
    'every list has a second page',
  )
  assert.ok(lists.length >= 13)
  const genuine = lists.map((list) => list.cursor)
  // A cursor of another system is passed on as it is.
  const packedOnes = genuine.filter((text) => unpacked(text).startsWith('["'))
  assert.ok(packedOnes.length >= 12)
  const cursor = fc.oneof(
    fc.constantFrom(...genuine),
    fc.tuple(fc.constantFrom(...genuine), fc.nat(), fc.string({ maxLength: 3 })).map(spliced),
    fc.jsonValue({ maxDepth: 3 }).map((value) => packed(JSON.stringify(value))),
    fc
      .tuple(
        fc.constantFrom(...packedOnes),
        fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }),
      )
      .map(([text, place]) => withPlace(text, place)),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lists), cursor, async (list, text) => {
      const { operation, headers } = list
      const url = `${list.url}&cursor=${encodeURIComponent(text)}`
      const request: Sent = { operation, method: 'GET', url, headers, as: 'odd' }
      const status = await askAndJudge(shop, request, rules)
      assert.ok(status === 200 || status === 400, `${status} for ${url}`)
    }),
    fuzz(1_000),
  )
  for (const { operation, headers, url, cursor: next } of lists) {
    const request: Sent = { operation, method: 'GET', headers, as: 'fits', url }
    const second = { ...request, url: `${url}&cursor=${encodeURIComponent(next)}` }
    assert.equal(await askAndJudge(shop, second, rules), 200, second.url)
  }
})

const packed = (text: string): string => Buffer.from(text).toString('base64url')
const unpacked = (text: string): string => Buffer.from(text, 'base64url').toString()

function spliced([text, at, put]: [string, number, string]): string {
  const place = at % text.length
  return text.slice(0, place) + put + text.slice(place + 1)
}

/** A cursor of the same list, at a place that never was. */
function withPlace(cursor: string, place: readonly unknown[]): string {
  const [list] = JSON.parse(unpacked(cursor)) as unknown[]
  return packed(JSON.stringify([list, ...place]))
}
