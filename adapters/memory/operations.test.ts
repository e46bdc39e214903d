import { MemoryOperations } from '#adapters/memory/operations.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'
import { operationsSuite } from '#kernel/testing/operations-suite.ts'

const at = '2026-01-05T00:00:00.000Z'

operationsSuite('memory', async () => {
  const operations = new MemoryOperations([report('sin'), report('syd')])
  operations.letters.push(letter('1'), letter('2'))
  let requests = 0
  return {
    operations,
    regions: ['sin', 'syd'],
    lettersOf: 'sin',
    request: async () => {
      requests += 1
      const traceId = String(requests).padStart(32, '0')
      for (const region of ['sin', 'syd']) tell(operations, region, traceId)
      return traceId
    },
    change: async () => {
      const about = { kind: 'product', documentId: 'prd_sin_1', home: 'sin', at, data: {} }
      for (const version of [1, 2])
        operations.events.push({ id: `evt-${version}`, type: 'changed', version, ...about })
      return 'prd_sin_1'
    },
    file: { name: 'kites.jsonl', content: '', currency: 'SGD' },
    lose: async () => operations.lose('syd'),
    close: async () => undefined,
  }
})

function tell(operations: MemoryOperations, region: string, traceId: string): void {
  const first = { name: 'GET /v1/products', startMs: 0, ms: 3, parentId: null }
  const answered = { id: '1', trace: traceId, method: 'GET', route: '/v1/products', status: 200 }
  operations.requests.unshift({ at, region, ms: 3, ...answered })
  operations.traces.push({ traceId, region, first, status: 200, endMs: 3, spans: 1, failed: 0 })
  operations.spans.push({
    ...first,
    traceId,
    region,
    spanId: region,
    kind: 'server',
    service: 'catalog',
    error: null,
    attributes: {},
  })
  const none = { failed: 0, slowReads: 0, carts: 0, checkouts: 0, failedCheckouts: 0 }
  operations.minutes.push({ atMs: 0, total: 1, reads: 1, ...none })
}

const letter = (id: string) => ({
  id,
  home: 'sin',
  subscription: 'payments/capture',
  kind: 'payment',
  documentId: 'pay_sin_1',
  body: { call: 'payments.capture', input: {} },
  dueAt: at,
  attempts: 12,
  error: 'the bank says no',
  diedAt: at,
})

const report = (region: string): RegionReport => ({
  region,
  name: region,
  standing: 'paired',
  epoch: 4,
  serves: [region],
  adopted: {},
  frozen: {},
  durability: 'synchronous',
  losses: [],
  writesHalted: null,
  copying: null,
  peer: null,
  stream: null,
  deliveries: { pending: 0, dead: 0, oldestDueAt: null },
  memoryMb: 100,
})
