import { reaction } from '#kernel/service/reaction.ts'
import type { CaptureAsked, RefundAsked, VoidAsked } from '#services/payments/contract.ts'

export const reactions = [
  reaction<VoidAsked>('void-at-bank', 'payments.void-asked', ({ reference }, { documentId }) => [
    { kind: 'payment', id: documentId, call: 'payments.void', input: { reference } },
  ]),
  reaction<CaptureAsked>(
    'capture-at-bank',
    'payments.capture-asked',
    ({ captureId, reference, amount }, { documentId }) => [
      {
        kind: 'payment',
        id: documentId,
        call: 'payments.capture',
        input: { captureId, reference, amount },
      },
    ],
  ),
  reaction<RefundAsked>(
    'refund-at-bank',
    'payments.refund-asked',
    ({ refundId, reference, amount }, { documentId }) => [
      {
        kind: 'payment',
        id: documentId,
        call: 'payments.refund',
        input: { refundId, reference, amount },
      },
    ],
  ),
]
