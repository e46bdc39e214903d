// The words of notifications: mails that tell a shopper how an order gets on.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { siblingId } from '#kernel/core/id.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import type { Money } from '#kernel/core/money.ts'
import { Id, Instant as InstantSchema, OneOf, Type, type Static } from '#kernel/core/schema.ts'
import type { OrderSummary } from '#services/orders/contract.ts'

export const keepMessageEvents = days(30)

export const notificationRefusals = defineRefusals('notifications', {
  notFound: { kind: 'not-found', title: 'There is no such message' },
})

/** What a mail says, before it is put into words. */
export type Letter =
  | { readonly template: 'order-confirmed'; readonly order: OrderSummary }
  | {
      readonly template: 'payment-declined'
      readonly order: OrderSummary
      readonly reason: string
    }
  | {
      readonly template: 'order-rejected'
      readonly order: OrderSummary
      readonly reason: string
      readonly soldOut: readonly string[]
    }
  | { readonly template: 'order-cancelled'; readonly order: OrderSummary; readonly reason: string }
  | {
      readonly template: 'order-shipped'
      readonly order: OrderSummary
      readonly trackingNumber: string
      readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
    }
  | {
      readonly template: 'order-refunded'
      readonly order: OrderSummary
      readonly amount: Money
      readonly reason: string
    }

export const MessageView = Type.Object({
  id: Id,
  orderId: Id,
  template: OneOf([
    'order-confirmed',
    'payment-declined',
    'order-rejected',
    'order-cancelled',
    'order-shipped',
    'order-refunded',
  ]),
  to: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  /** Each time it was sent. */
  sentAt: Type.Array(InstantSchema),
})
export type MessageView = Static<typeof MessageView>

/** One message per order and occasion: `msg_sin_…-order-shipped-1`. */
export const messageIdOf = (orderId: string, occasion: string): string =>
  `${siblingId('msg', orderId)}-${occasion}`

export interface RecordSent extends Command {
  readonly type: 'record-sent'
  readonly letter: Letter
}
export interface Resend extends Command {
  readonly type: 'resend'
}
/** Whoever it was for has been forgotten. */
export interface ForgetMessage extends Command {
  readonly type: 'forget'
}
export type MessageCommand = RecordSent | Resend | ForgetMessage

export interface MessageSent {
  readonly type: 'notifications.message-sent'
  readonly at: Instant
  readonly letter: Letter
}
export interface ResendAsked {
  readonly type: 'notifications.resend-asked'
  readonly letter: Letter
}
export interface MessageForgotten {
  readonly type: 'notifications.message-forgotten'
}
export type MessageEvent = MessageSent | ResendAsked | MessageForgotten
