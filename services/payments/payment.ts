import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  recordAuthorization,
  recordVoid,
  voidAuthorization,
  voidOrphan,
} from '#services/payments/authorize.ts'
import { capture, recordCapture } from '#services/payments/capture.ts'
import {
  keepPaymentEvents,
  type PaymentCommand,
  type PaymentEvent,
} from '#services/payments/contract.ts'
import { evolvePayment } from '#services/payments/evolve-payment.ts'
import { noPayment, type Payment } from '#services/payments/payment-model.ts'
import { recordNotice } from '#services/payments/record-notice.ts'
import { recordRefund, refund } from '#services/payments/refund.ts'

export const payment = defineAggregate<Payment, PaymentCommand, PaymentEvent>({
  kind: 'payment',
  prefix: 'pay',
  home: 'local',
  durability: 'everywhere',
  keepEvents: keepPaymentEvents,
  decider: { initial: noPayment, decide, evolve: evolvePayment },
  indexes: {},
})

function decide(state: Payment, command: PaymentCommand): readonly PaymentEvent[] {
  switch (command.type) {
    case 'record-authorization':
      return recordAuthorization(state, command)
    case 'void':
      return voidAuthorization(state, command)
    case 'record-void':
      return recordVoid(state, command)
    case 'void-orphan':
      return voidOrphan(state, command)
    case 'capture':
      return capture(state, command)
    case 'record-capture':
      return recordCapture(state, command)
    case 'refund':
      return refund(state, command)
    case 'record-refund':
      return recordRefund(state, command)
    case 'record-notice':
      return recordNotice(state, command)
  }
}
