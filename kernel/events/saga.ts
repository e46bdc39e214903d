// A saga is a declared sequence of steps, each beside its undo. It lives inside one document: its
// progress is part of that document's state, its requests leave as deliveries of that document's
// events, and the answers come back as commands to it. So it survives whatever the document
// survives, and needs no engine of its own.
//
// Promised: undo begins only when every answer of the running step is in, so nothing is let go
// before it was taken. Answers may come in any order and more than once; those of an earlier
// attempt change nothing.
// Needed from others: an undo is never refused, and is harmless for what was never granted.
//
// Not the obvious way (a process that awaits one step after the other): it would have to be found,
// fenced and resumed after a crash, and its memory is one more thing to replicate.

import { invariant } from '#kernel/core/fault.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import { reaction, type Reaction, type Send } from '#kernel/service/reaction.ts'

export interface SagaStep<State> {
  readonly name: string
  /** What is asked of others; a step that asks nothing is passed at once. */
  readonly requests: (state: State, attempt: number) => readonly SagaRequest[]
  /** Takes back what was granted under these keys. */
  readonly undo: (state: State, granted: readonly string[], attempt: number) => readonly Send[]
}

export interface SagaRequest {
  /** Names the answer within the step. */
  readonly key: string
  readonly send: Send
}

export interface SagaAnswer {
  readonly step: string
  readonly key: string
  readonly attempt: number
  /** Null: granted. */
  readonly refused: string | null
}

export interface Refused {
  readonly key: string
  readonly reason: string
}

export type Progress =
  | { readonly phase: 'idle'; readonly attempt: number }
  | {
      readonly phase: 'running'
      readonly attempt: number
      readonly step: string
      readonly waitingFor: readonly string[]
      readonly granted: Granted
      readonly refused: readonly Refused[]
      /** Why it ends as soon as the answers are in. */
      readonly stopping: string | null
    }
  | { readonly phase: 'finished'; readonly attempt: number; readonly granted: Granted }

/** Keys granted, by step. */
type Granted = Readonly<Record<string, readonly string[]>>

export type SagaEvent<Service extends string> =
  | ({
      readonly type: `${Service}.step-begun`
      readonly step: string
      readonly attempt: number
      readonly waitingFor: readonly string[]
    } & Fleeting<{ readonly sends: readonly Send[] }>)
  | ({ readonly type: `${Service}.step-answered` } & SagaAnswer)
  | { readonly type: `${Service}.steps-stopping`; readonly reason: string }
  | { readonly type: `${Service}.steps-finished`; readonly attempt: number }
  | ({
      readonly type: `${Service}.steps-undone`
      readonly attempt: number
      readonly undone: readonly string[]
    } & Fleeting<{ readonly sends: readonly Send[] }>)

export type Outcome =
  | { readonly is: 'nothing' | 'waiting' | 'finished' }
  | {
      readonly is: 'undone'
      /** The step that did not pass; null when it was stopped after the last. */
      readonly step: string | null
      readonly refused: readonly Refused[]
      readonly stopping: string | null
    }

export interface Moved<Service extends string> {
  readonly events: readonly SagaEvent<Service>[]
  readonly outcome: Outcome
}

export interface Saga<State, Service extends string> {
  readonly initial: Progress
  /** Begins at the first step, as another attempt. */
  start(progress: Progress, state: State): Moved<Service>
  answer(progress: Progress, state: State, answer: SagaAnswer): Moved<Service>
  /** Undoes everything: now, or when the answers of the running step are in. */
  stop(progress: Progress, state: State, reason: string): Moved<Service>
  evolve(progress: Progress, event: SagaEvent<Service>): Progress
  owns(event: { readonly type: string }): event is SagaEvent<Service>
  readonly reactions: readonly Reaction[]
}

export function defineSaga<State, const Service extends string>({
  service,
  steps,
}: {
  readonly service: Service
  readonly steps: readonly SagaStep<State>[]
}): Saga<State, Service> {
  type Happened = SagaEvent<Service>
  const names = {
    begun: `${service}.step-begun`,
    answered: `${service}.step-answered`,
    stopping: `${service}.steps-stopping`,
    finished: `${service}.steps-finished`,
    undone: `${service}.steps-undone`,
  } as const
  const nothing: Moved<Service> = { events: [], outcome: { is: 'nothing' } }

  function proceed(state: State, attempt: number, from: number): Moved<Service> {
    for (const step of steps.slice(from)) {
      const requests = step.requests(state, attempt)
      if (requests.length === 0) continue
      const waitingFor = requests.map(({ key }) => key)
      const sends = requests.map(({ send }) => send)
      return {
        events: [
          {
            type: names.begun,
            step: step.name,
            attempt,
            waitingFor,
            fleeting: { sends },
          } as Happened,
        ],
        outcome: { is: 'waiting' },
      }
    }
    return {
      events: [{ type: names.finished, attempt } as Happened],
      outcome: { is: 'finished' },
    }
  }

  function undo(progress: Progress, state: State): Moved<Service> {
    invariant(progress.phase !== 'idle', `${service} undoes a saga that never began`)
    const { attempt, granted } = progress
    const taken = steps.filter(({ name }) => (granted[name]?.length ?? 0) > 0).reverse()
    const sends = taken.flatMap((step) => step.undo(state, granted[step.name] ?? [], attempt))
    const undone = taken.map(({ name }) => name)
    const running = progress.phase === 'running' ? progress : null
    return {
      events: [{ type: names.undone, attempt, undone, fleeting: { sends } } as Happened],
      outcome: {
        is: 'undone',
        step: running?.step ?? null,
        refused: running?.refused ?? [],
        stopping: running?.stopping ?? null,
      },
    }
  }

  function evolve(progress: Progress, event: Happened): Progress {
    switch (event.type) {
      case names.begun: {
        const { step, attempt, waitingFor } = event as Extract<Happened, { waitingFor: unknown }>
        const granted = progress.phase === 'running' ? progress.granted : {}
        return {
          phase: 'running',
          attempt,
          step,
          waitingFor,
          granted,
          refused: [],
          stopping: progress.phase === 'running' ? progress.stopping : null,
        }
      }
      case names.answered: {
        if (progress.phase !== 'running') return progress
        const { step, key, refused } = event as Happened & SagaAnswer
        const waitingFor = progress.waitingFor.filter((waited) => waited !== key)
        if (refused !== null) {
          return {
            ...progress,
            waitingFor,
            refused: [...progress.refused, { key, reason: refused }],
          }
        }
        const granted = {
          ...progress.granted,
          [step]: [...(progress.granted[step] ?? []), key],
        }
        return { ...progress, waitingFor, granted }
      }
      case names.stopping: {
        if (progress.phase !== 'running') return progress
        const { reason } = event as Extract<Happened, { reason: string }>
        return { ...progress, stopping: reason }
      }
      case names.finished: {
        const { attempt } = event as Extract<Happened, { attempt: number }>
        return {
          phase: 'finished',
          attempt,
          granted: progress.phase === 'running' ? progress.granted : {},
        }
      }
      default:
        return { phase: 'idle', attempt: progress.attempt }
    }
  }

  return {
    initial: { phase: 'idle', attempt: 0 },

    start: (progress, state) => proceed(state, progress.attempt + 1, 0),

    answer(progress, state, answer) {
      const expected =
        progress.phase === 'running' &&
        progress.attempt === answer.attempt &&
        progress.step === answer.step &&
        progress.waitingFor.includes(answer.key)
      if (!expected) return nothing
      const { step, key, attempt, refused } = answer
      const answered = { type: names.answered, step, key, attempt, refused } as Happened
      const after = evolve(progress, answered)
      if (after.phase !== 'running' || after.waitingFor.length > 0) {
        return { events: [answered], outcome: { is: 'waiting' } }
      }
      const next =
        after.refused.length > 0 || after.stopping !== null
          ? undo(after, state)
          : proceed(state, attempt, steps.findIndex(({ name }) => name === step) + 1)
      return { ...next, events: [answered, ...next.events] }
    },

    stop(progress, state, reason) {
      if (progress.phase === 'finished') {
        const moved = undo(progress, state)
        return { ...moved, outcome: { is: 'undone', step: null, refused: [], stopping: reason } }
      }
      if (progress.phase === 'idle' || progress.stopping !== null) return nothing
      return {
        events: [{ type: names.stopping, reason } as Happened],
        outcome: { is: 'waiting' },
      }
    },

    evolve,

    owns: (event): event is Happened => (Object.values(names) as string[]).includes(event.type),

    reactions: [
      forward<Happened>('begin-step', names.begun),
      forward<Happened>('undo-steps', names.undone),
    ],
  }
}

function forward<E extends { readonly type: string }>(name: string, on: string): Reaction {
  return reaction<E>(name, on, (event) =>
    'fleeting' in event ? (event.fleeting as { readonly sends: readonly Send[] }).sends : [],
  )
}
