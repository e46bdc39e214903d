import type { RegionReport } from '#kernel/ports/operations.ts'

/** A region in good health that serves these homes. */
export const healthyReport = (region: string, serves: readonly string[]): RegionReport => ({
  region,
  name: region,
  standing: 'paired',
  epoch: 4,
  serves,
  adopted: {},
  frozen: {},
  durability: 'synchronous',
  losses: [],
  writesHalted: null,
  copying: null,
  peer: null,
  stream: { receiving: true, sending: true, lagBytes: 0, conflicts: 0 },
  deliveries: { pending: 0, dead: 0, oldestDueAt: null },
  memoryMb: 100,
})

export const deadLetter = (id: string) => ({
  id,
  home: 'sin',
  subscription: 'payments/capture',
  kind: 'payment',
  documentId: 'pay_sin_1',
  body: { call: 'payments.capture', input: {} },
  dueAt: '2026-01-05T00:00:00.000Z',
  attempts: 12,
  error: 'the bank says no',
  diedAt: '2026-01-05T00:00:00.000Z',
})
