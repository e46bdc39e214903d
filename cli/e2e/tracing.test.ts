import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ask, askWell } from '#cli/e2e/ask.ts'
import { startCollector, type CollectedSpan, type Collector } from '#cli/e2e/collector.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { anotherEmail, fillCart, orderBody, orderOnce, patience } from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import type { OrderView } from '#services/orders/contract.ts'

let collector: Collector
let own: OwnStore

before(async () => {
  collector = await startCollector()
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url
  process.env['OTEL_BSP_SCHEDULE_DELAY'] = '100'
  own = await startOwnStore(() => undefined)
  await putOnSale(own.reach, { sku: 'E2E-TRACED' })
})

after(async () => {
  await own.stop()
  collector.close()
})

/** Spans of the trace that this traceparent began. */
const traceOf = (traceId: string): CollectedSpan[] =>
  collector.spans.filter((span) => span.traceId === traceId)

const whereOf = ({ resource }: CollectedSpan): string =>
  `${resource['service.name']} ${resource['meridian.region'] ?? ''}`.trim()

describe('with a collector named in the environment', () => {
  it('an order is one trace, from the front door through both regions to the bank', async () => {
    const { edge, regions } = own.reach
    const [sin, syd] = regions
    assert.ok(sin && syd)
    const email = anotherEmail()
    const cartId = await fillCart(sin.url, [{ sku: 'E2E-TRACED', quantity: 1 }])
    const order = await askWell<OrderView>(
      'POST',
      `${edge}/v1/orders`,
      orderBody(cartId, { email }),
      {
        ...patience,
        'meridian-region-preference': 'syd',
      },
    )
    await orderOnce(sin.url, order.id, 'confirmed', ({ status }) => status === 'confirmed')

    const root = await until('the edge has told of the order', async () => {
      const isRoot = ({ name }: CollectedSpan) => name === 'POST /v1/orders'
      return (
        collector.spans.find((span) => whereOf(span) === 'meridian-edge' && isRoot(span)) ?? null
      )
    })
    assert.equal(root.parentSpanId, '')
    const wanted = [
      'meridian-edge: POST /v1/orders',
      'meridian syd: POST /v1/orders',
      'meridian syd: forward POST',
      'meridian sin: POST /v1/orders',
      'meridian sin: command order/place',
      'meridian sin: call payments.authorize',
      'meridian sin: call notifications.send-mail',
    ]
    const told = await until('every part of the way has told of it, below one root', async () => {
      const spans = traceOf(root.traceId)
      const names = new Set(spans.map((span) => `${whereOf(span)}: ${span.name}`))
      const ids = new Set(spans.map(({ spanId }) => spanId))
      const isPlaced = (span: CollectedSpan) => span === root || ids.has(span.parentSpanId)
      return wanted.every((name) => names.has(name)) && spans.every(isPlaced) && spans
    })
    const [there] = told.filter(({ name, resource }) => {
      return name === 'POST /v1/orders' && resource['meridian.region'] === 'sin'
    })
    assert.equal(there?.attributes['http.route'], '/v1/orders')
    assert.match(there?.attributes['http.response.status_code'] ?? '', /^20[02]$/)
    assert.equal(there?.resource['cloud.region'], sin.name)
    const command = told.find(({ name }) => name === 'command order/place')
    assert.equal(command?.attributes['meridian.document'], order.id)
    assert.equal(command?.attributes['meridian.home'], 'sin')
    assert.ok(!JSON.stringify(told).includes(email))
    assert.ok(!JSON.stringify(told).includes('tok_visa'))
  })

  it('goes on with a trace that a client began, and marks no refusal as a failure', async () => {
    const traceId = 'c0ffee00c0ffee00c0ffee00c0ffee00'
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
    const answer = await ask('GET', `${own.reach.edge}/v1/orders/ord_sin_none`, undefined, headers)
    assert.equal(answer.status, 404)
    const spans = await until('edge and region have told', async () => {
      const found = traceOf(traceId)
      return found.length >= 2 && found
    })
    assert.deepEqual(
      spans.map(({ failed, attributes }) => [failed, attributes['http.response.status_code']]),
      spans.map(() => [false, '404']),
    )
  })

  it('follows the sampling decision of whoever began the trace', async () => {
    const traceId = 'dead0000dead0000dead0000dead0000'
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-00` }
    const seen = collector.spans.length
    await ask('GET', `${own.reach.edge}/v1/orders/ord_sin_none`, undefined, headers)
    await ask('GET', `${own.reach.edge}/v1/orders/ord_syd_none`)
    await until('what came later was told', async () => collector.spans.length > seen + 1)
    assert.deepEqual(traceOf(traceId), [])
  })
})
