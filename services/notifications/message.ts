import type { Instant } from '#kernel/core/instant.ts'
import type { Refusal } from '#kernel/core/decider.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  keepMessageEvents,
  notificationRefusals,
  type Letter,
  type MessageCommand,
  type MessageEvent,
} from '#services/notifications/contract.ts'

export type MessageState =
  | { readonly is: 'unsent' }
  /** A mail that is still on its way leaves nothing here either. */
  | { readonly is: 'forgotten' }
  | { readonly is: 'sent'; readonly letter: Letter; readonly sentAt: readonly Instant[] }

const sendingsKeptMax = 20

/** Durable here only: its delivery is kept everywhere and makes it again where it was lost. */
export const message = defineAggregate<MessageState, MessageCommand, MessageEvent>({
  kind: 'message',
  prefix: 'msg',
  home: 'local',
  durability: 'here',
  keepEvents: keepMessageEvents,
  decider: { initial: { is: 'unsent' }, decide, evolve },
  indexes: {
    order: (state) => (state.is === 'sent' ? [state.letter.order.orderId] : []),
  },
})

function decide(state: MessageState, command: MessageCommand): readonly MessageEvent[] | Refusal {
  if (command.type === 'forget') {
    return state.is === 'forgotten' ? [] : [{ type: 'notifications.message-forgotten' }]
  }
  if (command.type === 'record-sent') {
    if (state.is === 'forgotten') return []
    const { at, letter } = command
    return [{ type: 'notifications.message-sent', at, letter }]
  }
  return state.is === 'sent'
    ? [{ type: 'notifications.resend-asked', letter: state.letter }]
    : notificationRefusals.notFound('Nothing was sent under this id.')
}

function evolve(state: MessageState, event: MessageEvent): MessageState {
  if (event.type === 'notifications.message-forgotten') return { is: 'forgotten' }
  if (event.type === 'notifications.resend-asked') return state
  const before = state.is === 'sent' ? state.sentAt : []
  return {
    is: 'sent',
    letter: event.letter,
    sentAt: [...before, event.at].slice(-sendingsKeptMax),
  }
}
