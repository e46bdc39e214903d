import assert from 'node:assert/strict'
import {
  isRefusal,
  type Command,
  type Decider,
  type Event,
  type Unstamped,
} from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'

/** When a command of a specification was taken, unless it says otherwise. */
const usually: Instant = '2025-03-01T08:00:00.000Z'

export interface Outcome<State, E extends Event> {
  /** Exactly these events, in this order; none says that nothing changes. Gives the state after them. */
  emits(...events: readonly E[]): State
  refuses(code: string): void
}

export interface Specification<State, C extends Command, E extends Event> {
  given(...events: readonly E[]): {
    when(command: Unstamped<C> & { readonly at?: Instant }): Outcome<State, E>
  }
}

/**
 * What a decider answers: `specify(order).given(placed).when({ type: 'cancel' }).emits(cancelled)`.
 * State, command and events are frozen, so a decider that changes what it was given fails, and it is
 * asked twice, so one that depends on anything else does too.
 */
export function specify<State, C extends Command, E extends Event>(
  decider: Decider<State, C, E>,
): Specification<State, C, E> {
  const evolved = (before: State, events: readonly E[]): State =>
    events.reduce<State>((state, event) => frozen(decider.evolve(state, frozen(event))), before)

  return {
    given: (...history) => ({
      when: (given) => {
        const state = evolved(frozen(decider.initial), history)
        const command = frozen({ at: usually, ...given }) as unknown as C
        const answer = decider.decide(state, command)
        assert.deepEqual(
          decider.decide(state, command),
          answer,
          'asked again, it answers otherwise',
        )
        return {
          emits: (...events) => {
            assert.deepEqual(answer, events)
            return evolved(state, events)
          },
          refuses: (code) => {
            assert.ok(isRefusal(answer), `it did not refuse but answered ${JSON.stringify(answer)}`)
            assert.equal(answer.code, code, answer.detail)
          },
        }
      },
    }),
  }
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const member of Object.values(value)) frozen(member)
  return value
}
