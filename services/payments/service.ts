import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { bankWebhook } from '#services/payments/bank-webhook.ts'
import { calls } from '#services/payments/calls.ts'
import { paymentRefusals } from '#services/payments/contract.ts'
import { payment } from '#services/payments/payment.ts'
import { reactions } from '#services/payments/reactions.ts'

export const payments = defineService({
  name: 'payments',
  does: 'Authorizes, captures, voids and refunds at the bank, each once.',
  aggregates: [aggregate(payment)],
  routes: [bankWebhook],
  reactions,
  calls,
  refusals: paymentRefusals.catalogue,
})
