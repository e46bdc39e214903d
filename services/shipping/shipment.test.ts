import { test } from 'node:test'
import { specify } from '#kernel/testing/specify.ts'
import type { CarrierNotice, ShipmentEvent } from '#services/shipping/contract.ts'
import { shipment } from '#services/shipping/shipment.ts'

const at = '2026-01-01T00:00:00.000Z'
const specification = specify(shipment.decider)
const parcel = {
  orderId: 'ord_sin_1',
  method: 'standard',
  to: { name: 'Ada', line1: '1 Road', city: 'Singapore', postalCode: '018989', country: 'SG' },
  lines: [{ sku: 'MUG', quantity: 1 }],
  grams: 400,
}
const created: ShipmentEvent = { type: 'shipping.shipment-created', at, ...parcel }
const label = { trackingNumber: 'T1', labelUrl: 'https://carrier.example/T1' }
const sent: ShipmentEvent = {
  type: 'shipping.shipment-sent',
  at,
  orderId: 'ord_sin_1',
  ...label,
}
const notice = (status: CarrierNotice['data']['status']) =>
  ({
    type: 'record-tracking',
    notice: {
      id: `evt_${status}`,
      type: `parcel.${status}`,
      at,
      data: { shipmentId: 'shp_sin_1-1', trackingNumber: 'T1', status },
    },
  }) as const
const tracked = (status: CarrierNotice['data']['status']): ShipmentEvent => ({
  type: 'shipping.shipment-tracked',
  at,
  status,
})
const delivered: ShipmentEvent = { type: 'shipping.shipment-delivered', orderId: 'ord_sin_1' }

test('a parcel is sent when it has its label, once', () => {
  specification
    .given()
    .when({ type: 'create', at, ...parcel })
    .emits(created)
  specification
    .given(created)
    .when({ type: 'create', ...parcel })
    .emits()
  specification
    .given(created)
    .when({ type: 'record-label', at, ...label })
    .emits(sent)
  specification
    .given(created, sent)
    .when({ type: 'record-label', ...label })
    .emits()
})

test('notices come twice and in no order: each counts once', () => {
  specification
    .given(created, sent)
    .when(notice('delivered'))
    .emits(tracked('delivered'), delivered)
  specification
    .given(created, sent, tracked('delivered'), delivered)
    .when(notice('delivered'))
    .emits()
  specification
    .given(created, sent, tracked('delivered'), delivered)
    .when(notice('in_transit'))
    .emits(tracked('in_transit'))
})

test('a notice may overtake the label', () => {
  const state = specification
    .given(created)
    .when(notice('delivered'))
    .emits(tracked('delivered'), delivered)
  const events = shipment.decider.decide(state, { type: 'record-label', at, ...label })
  if ('refused' in events || events.length !== 1) throw new Error('the label is recorded')
})

test('a notice of a parcel that is not known is not taken, so that it is told again', () => {
  specification.given().when(notice('in_transit')).refuses('shipping.not-found')
})
