// Every route of the shop, asked in ways its OpenAPI document allows and in ways it rules out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { askAndJudge } from '#runtime/fuzz/ask-and-judge.ts'
import { fuzzedShop, knowledgeOf, openApiOf, pagedLists } from '#runtime/fuzz/fuzzed-shop.ts'
import { operationsOf } from '#runtime/fuzz/operations.ts'
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

/** Sends one after the other. @returns the routes that took something */
async function play(shop: WholeShop, steps: readonly Step[], mayBeAway: boolean) {
  const took: string[] = []
  for (const step of steps) {
    if ('pass' in step) {
      await shop.pass(step.pass)
      continue
    }
    const status = await askAndJudge(shop, step, { ...rules, mayBeAway })
    if (status < 300) took.push(`${step.operation.method} ${step.operation.path}`)
  }
  return took
}

test('a shop that is asked anything answers clearly, and nothing gets stuck behind it', async () => {
  const took = new Set<string>()
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const shop = await fuzzedShop()
      try {
        for (const route of await play(shop, steps, false)) took.add(route)
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
  // A few routes need more luck than a short run has.
  const share = took.size / operations.length
  assert.ok(share > 0.8, `only ${took.size} of ${operations.length} routes took anything`)
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
  const genuine = operations
    .filter(({ path, method }) => method === 'GET' && pagedLists.includes(path))
    .flatMap((operation) => knowledge.of(operation)('cursor').map(String))
  assert.equal(genuine.length, pagedLists.length, 'every list has a second page')
  const cursor = fc.oneof(
    fc.constantFrom(...genuine),
    fc.tuple(fc.constantFrom(...genuine), fc.nat(), fc.string({ maxLength: 3 })).map(spliced),
    fc.jsonValue({ maxDepth: 3 }).map((value) => packed(JSON.stringify(value))),
    fc
      .tuple(fc.constantFrom(...genuine), fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }))
      .map(([text, place]) => withPlace(text, place)),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pagedLists), cursor, async (path, text) => {
      const operation = operations.find((each) => each.path === path && each.method === 'GET')
      assert.ok(operation)
      const url = `${path}?limit=1&cursor=${encodeURIComponent(text)}`
      const status = await askAndJudge(
        shop,
        { operation, method: 'GET', url, headers: {}, as: 'odd' },
        rules,
      )
      assert.ok(status === 200 || status === 400, `${status} for ${url}`)
    }),
    fuzz(1_000),
  )
})

const packed = (text: string): string => Buffer.from(text).toString('base64url')

function spliced([text, at, put]: [string, number, string]): string {
  const place = at % text.length
  return text.slice(0, place) + put + text.slice(place + 1)
}

/** A cursor of the same list, at a place that never was. */
function withPlace(cursor: string, place: readonly unknown[]): string {
  const [list] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
  return packed(JSON.stringify([list, ...place]))
}
