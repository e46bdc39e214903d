import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defineSaga, type Moved, type Progress, type SagaEvent } from '#kernel/events/saga.ts'

interface Trip {
  readonly seats: readonly string[]
  readonly rooms: readonly string[]
}
const ask = (key: string) => ({
  key,
  send: { kind: 'thing', id: `thg_sin_${key}`, command: { type: 'take' } },
})
const giveBack = (key: string) => ({
  kind: 'thing',
  id: `thg_sin_${key}`,
  command: { type: 'give-back' },
})
const trip = defineSaga<Trip, 'trips'>({
  service: 'trips',
  steps: [
    { name: 'look', requests: () => [], undo: () => [] },
    {
      name: 'seats',
      requests: ({ seats }) => seats.map(ask),
      undo: (_, keys) => keys.map(giveBack),
    },
    {
      name: 'rooms',
      requests: ({ rooms }) => rooms.map(ask),
      undo: (_, keys) => keys.map(giveBack),
    },
  ],
})
const state: Trip = { seats: ['a', 'b'], rooms: ['c'] }

const after = (progress: Progress, { events }: Moved<'trips'>): Progress =>
  events.reduce((now, event) => trip.evolve(now, event), progress)
const sendsOf = (events: readonly SagaEvent<'trips'>[]) =>
  events.flatMap((event) => ('fleeting' in event ? event.fleeting.sends : [])).map(({ id }) => id)
const answer = (key: string, refused: string | null = null, attempt = 1) => ({
  step: key === 'c' ? 'rooms' : 'seats',
  key,
  attempt,
  refused,
})

test('a step follows when every answer of the one before is in', () => {
  const begun = trip.start(trip.initial, state)
  assert.deepEqual(sendsOf(begun.events), ['thg_sin_a', 'thg_sin_b'])
  let progress = after(trip.initial, begun)
  const first = trip.answer(progress, state, answer('b'))
  assert.deepEqual(sendsOf(first.events), [])
  progress = after(progress, first)
  const second = trip.answer(progress, state, answer('a'))
  assert.deepEqual(sendsOf(second.events), ['thg_sin_c'])
  const third = trip.answer(after(progress, second), state, answer('c'))
  assert.equal(third.outcome.is, 'finished')
})

test('an answer that comes twice, or late, or for another attempt changes nothing', () => {
  const progress = after(trip.initial, trip.start(trip.initial, state))
  const once = after(progress, trip.answer(progress, state, answer('a')))
  assert.deepEqual(trip.answer(once, state, answer('a')).events, [])
  assert.deepEqual(trip.answer(once, state, answer('b', null, 2)).events, [])
  assert.deepEqual(trip.answer(once, state, answer('c')).events, [])
})

test('a saga without requests is finished at once', () => {
  assert.equal(trip.start(trip.initial, { seats: [], rooms: [] }).outcome.is, 'finished')
})

test('the reactions send what the events carry', () => {
  const { events } = trip.start(trip.initial, state)
  const about = { documentId: 'trp_sin_1', home: 'sin', at: '', homes: ['sin'] }
  const sends = trip.reactions.flatMap((reaction) =>
    events
      .filter(({ type }) => type === reaction.on)
      .flatMap((event) => reaction.then(event, about)),
  )
  assert.equal(sends.length, 2)
})

test('whatever was granted is undone once, and only when all answers are in', () => {
  const answers = fc.record({
    a: fc.constantFrom(null, 'no'),
    b: fc.constantFrom(null, 'no'),
    c: fc.constantFrom(null, 'no'),
  })
  const order = fc.shuffledSubarray(['a', 'b'], { minLength: 2 })
  fc.assert(
    fc.property(answers, order, fc.nat(4), (says, seats, stopAt) => {
      let progress = after(trip.initial, trip.start(trip.initial, state))
      const granted: string[] = []
      const undone: string[] = []
      let over = false
      const take = (moved: Moved<'trips'>) => {
        progress = after(progress, moved)
        if (moved.outcome.is !== 'undone') return
        over = true
        undone.push(...sendsOf(moved.events).map((id) => id.slice(-1)))
      }
      for (const [turn, key] of [...seats, 'c'].entries()) {
        if (turn === stopAt) take(trip.stop(progress, state, 'asked'))
        if (over || progress.phase !== 'running') break
        const refused = says[key as 'a' | 'b' | 'c']
        if (refused === null) granted.push(key)
        assert.deepEqual(undone, [])
        take(trip.answer(progress, state, answer(key, refused)))
      }
      if (!over) take(trip.stop(progress, state, 'asked'))
      assert.ok(over)
      assert.equal(progress.phase, 'idle')
      assert.deepEqual(undone.toSorted(), granted.toSorted())
    }),
  )
})
