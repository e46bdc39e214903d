import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { bankWebhook } from '#services/payments/bank-webhook.ts'
import { calls } from '#services/payments/calls.ts'
import { paymentRefusals } from '#services/payments/contract.ts'
import { payment } from '#services/payments/payment.ts'
import { reactions } from '#services/payments/reactions.ts'
import { reconcile } from '#services/payments/reconcile.ts'
import { reconciliation } from '#services/payments/reconciliation.ts'
import { staffRoutes } from '#services/payments/staff-routes.ts'

export const payments = defineService({
  name: 'payments',
  does: 'Authorizes, captures, voids and refunds at the bank, each once.',
  aggregates: [aggregate(payment), aggregate(reconciliation)],
  routes: [bankWebhook, ...staffRoutes],
  reactions,
  calls,
  jobs: [reconcile],
  refusals: paymentRefusals.catalogue,
})
