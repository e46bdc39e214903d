import { outsideCall } from '#kernel/service/reaction.ts'
import type { Unstamped } from '#kernel/core/decider.ts'
import type { Money } from '#kernel/core/money.ts'
import type { ProviderAnswer } from '#kernel/ports/payment-provider.ts'
import {
  authorizeCall,
  type AuthorizeInput,
  type RecordAuthorization,
  type RecordCapture,
  type RecordRefund,
  type RecordVoid,
} from '#services/payments/contract.ts'

type Input<Members> = Members & Readonly<Record<string, unknown>>

export const calls = [
  outsideCall<Input<AuthorizeInput>, Unstamped<RecordAuthorization>>(
    authorizeCall,
    async ({ orderId, attempt, amount, token }, { ports, key, id }) => {
      const answer = await ports.payments.authorize(key, { paymentId: id, amount, token })
      return { type: 'record-authorization', orderId, attempt, amount, answer }
    },
  ),
  outsideCall<Input<{ reference: string }>, Unstamped<RecordVoid>>(
    'payments.void',
    async ({ reference }, { ports, key }) => ({
      type: 'record-void',
      reference,
      ...failure(await ports.payments.void(key, { reference })),
    }),
  ),
  outsideCall<
    Input<{ captureId: string; reference: string; amount: Money }>,
    Unstamped<RecordCapture>
  >('payments.capture', async ({ captureId, reference, amount }, { ports, key }) => ({
    type: 'record-capture',
    captureId,
    ...failure(await ports.payments.capture(key, { reference, amount })),
  })),
  outsideCall<
    Input<{ refundId: string; reference: string; amount: Money }>,
    Unstamped<RecordRefund>
  >('payments.refund', async ({ refundId, reference, amount }, { ports, key }) => ({
    type: 'record-refund',
    refundId,
    ...failure(await ports.payments.refund(key, { reference, amount })),
  })),
]

const failure = (answer: ProviderAnswer): { failed?: string } =>
  answer.approved ? {} : { failed: answer.reason }
