import { Type } from '#kernel/core/schema.ts'
import { command } from '#kernel/service/route.ts'
import { BankNotice, paymentRefusals } from '#services/payments/contract.ts'
import { payment } from '#services/payments/payment.ts'

export const bankWebhook = command({
  method: 'POST',
  path: '/v1/webhooks/bank',
  summary: 'What the bank tells on its own account',
  body: BankNotice,
  response: Type.Object({ received: Type.Boolean() }),
  aggregate: payment,
  target: ({ body }, context) =>
    body.data.paymentId ?? `pay_${context.homeFor('primary')}_unassigned`,
  command: (request, { ports }) => {
    const timestamp = request.header('bank-timestamp') ?? ''
    const signature = request.header('bank-signature') ?? ''
    return ports.signatures.verify('bank', request.rawBody ?? '', timestamp, signature)
      ? { type: 'record-notice' as const, notice: request.body }
      : paymentRefusals.badSignature('The notice was not signed by the bank.')
  },
  answer: () => ({ received: true }),
})
