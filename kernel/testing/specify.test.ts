import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { defineRefusals, type Command, type Decider } from '#kernel/core/decider.ts'
import { specify } from '#kernel/testing/specify.ts'

interface Put extends Command {
  readonly type: 'put'
  readonly sweets: number
}
interface Filled {
  readonly type: 'jars.filled'
  readonly sweets: number
  readonly at: string
}
type Jar = { readonly sweets: number; readonly lastAt: string | null }

const refusals = defineRefusals('jars', { tooFull: { kind: 'conflict', title: 'The jar is full' } })
const jar: Decider<Jar, Put, Filled> = {
  initial: { sweets: 0, lastAt: null },
  decide: (state, { sweets, at }) => {
    if (sweets === 0) return []
    if (state.sweets + sweets > 10) return refusals.tooFull('ten sweets fit')
    return [{ type: 'jars.filled', sweets, at }]
  },
  evolve: (state, { sweets, at }) => ({ sweets: state.sweets + sweets, lastAt: at }),
}
const at = '2025-05-05T05:05:05.000Z'
const filled = (sweets: number): Filled => ({ type: 'jars.filled', sweets, at })

suite('a specification', () => {
  test('holds when the decider emits what it says, and gives the state', () => {
    const state = specify(jar)
      .given(filled(3))
      .when({ type: 'put', sweets: 4, at })
      .emits(filled(4))
    assert.deepEqual(state, { sweets: 7, lastAt: at })
  })

  test('holds when nothing changes and none was said to', () => {
    const state = specify(jar).given(filled(3)).when({ type: 'put', sweets: 0 }).emits()
    assert.equal(state.sweets, 3)
  })

  test('holds when the decider refuses with that code', () => {
    specify(jar).given(filled(9)).when({ type: 'put', sweets: 2 }).refuses('jars.too-full')
  })

  test('fails on other events, more events, or a refusal', () => {
    const put = specify(jar).given().when({ type: 'put', sweets: 4, at })
    fails(() => put.emits(filled(5)))
    fails(() => put.emits())
    fails(() => put.emits(filled(4), filled(4)))
    fails(() => specify(jar).given(filled(9)).when({ type: 'put', sweets: 2 }).emits())
  })

  test('fails on another refusal and on none', () => {
    fails(() =>
      specify(jar).given(filled(9)).when({ type: 'put', sweets: 2 }).refuses('jars.broken'),
    )
    fails(() => specify(jar).given().when({ type: 'put', sweets: 2 }).refuses('jars.too-full'))
  })

  test('fails when the decider changes what it was given', () => {
    const careless: Decider<{ sweets: number[] }, Put, Filled> = {
      initial: { sweets: [] },
      decide: (state, { sweets }) => (state.sweets.push(sweets), []),
      evolve: (state, { sweets }) => (state.sweets.push(sweets), state),
    }
    assert.throws(() => specify(careless).given().when({ type: 'put', sweets: 1 }), TypeError)
    assert.throws(
      () => specify(careless).given(filled(1)).when({ type: 'put', sweets: 1 }),
      TypeError,
    )
  })

  test('fails when the decider depends on more than state and command', () => {
    let count = 0
    const moody: Decider<Jar, Put, Filled> = { ...jar, decide: () => [filled((count += 1))] }
    fails(() => specify(moody).given().when({ type: 'put', sweets: 1 }))
  })

  test('can be awaited by mistake, for it has no member called then', () => {
    const given = specify(jar).given()
    for (const part of [given, given.when({ type: 'put', sweets: 1 })]) assert.ok(!('then' in part))
  })
})

function fails(work: () => unknown): void {
  assert.throws(work, assert.AssertionError)
}
