import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Kept } from '#kernel/service/kept.ts'

const secondMs = 1_000

function asked() {
  let nowMs = 0
  const questions: (readonly string[])[] = []
  const kept = new Kept(() => nowMs)
  const get = (...keys: readonly string[]) =>
    kept.get('price', keys, secondMs, async (missing) => {
      questions.push(missing)
      return new Map(missing.flatMap((key) => (key === 'nothing' ? [] : [[key, key.length]])))
    })
  return { get, questions, pass: (ms: number) => (nowMs += ms) }
}

test('what was asked for is known for its time, and only what is missing is asked for', async () => {
  const { get, questions, pass } = asked()
  deepEqual(
    [...(await get('a', 'bb', 'a'))],
    [
      ['a', 1],
      ['bb', 2],
    ],
  )
  deepEqual(Object.fromEntries(await get('bb', 'ccc')), { bb: 2, ccc: 3 })
  pass(secondMs - 1)
  await get('a', 'bb', 'ccc')
  pass(1)
  await get('a')
  deepEqual(questions, [['a', 'bb'], ['ccc'], ['a']])
})

test('that there is nothing is not kept', async () => {
  const { get, questions } = asked()
  equal((await get('nothing')).size, 0)
  await get('nothing')
  equal(questions.length, 2)
})

test('the oldest are forgotten when there are too many', async () => {
  const { get, questions } = asked()
  const many = Array.from({ length: 20_000 }, (_, at) => `key ${at}`)
  await get('first')
  await get(...many)
  await get(...many)
  equal(questions.length, 2)
  await get('first')
  equal(questions.length, 3)
})
