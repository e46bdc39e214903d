import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import type { ShipmentState } from '#services/shipping/shipment.ts'
import { workload } from '#services/shipping/workload.ts'

type Present = Extract<ShipmentState, { is: 'present' }>

const id = 'shp_sin_1-1'
const to = { name: 'Ada', line1: '1 Quay', city: 'Singapore', postalCode: '1', country: 'SG' }
const at = '2026-01-05T00:00:00.000Z'
const sent: Present = {
  is: 'present',
  status: 'sent',
  orderId: 'ord_sin_1',
  method: 'standard',
  to,
  lines: [{ sku: 'TEA', quantity: 2 }],
  grams: 200,
  trackingNumber: 'T1',
  labelUrl: 'memory:T1',
  history: [],
}
const shipment = (change: Partial<Present> = {}) => stored('shipment', id, { ...sent, ...change })
const label = (trackingNumber: string, shipmentId = id) => ({
  trackingNumber,
  labelUrl: '',
  parcel: { shipmentId, method: 'standard', to, grams: 200 },
})
const labels = (...parcels: readonly ReturnType<typeof label>[]) => ({
  rest: { documents: [shipment()], outside: { parcels } },
})
const told = (...history: Present['history']) => ({
  rest: {
    documents: [shipment({ history })],
    notes: { 'shipping.told': [{ shipmentId: id, status: 'delivered' }] },
  },
})

specifyInvariants(workload, {
  'a parcel goes forward only, and keeps what is in it and its number': {
    right: [
      { now: shipment({ status: 'delivered' }), before: shipment() },
      { now: shipment(), before: shipment({ status: 'preparing', trackingNumber: null }) },
    ],
    wrong: [
      [
        { now: shipment({ status: 'preparing' }), before: shipment() },
        `shipment ${id} was sent and is preparing`,
      ],
      [
        { now: stored('shipment', id, { is: 'absent' }), before: shipment() },
        `shipment ${id} was sent and is gone`,
      ],
      [
        { now: shipment({ trackingNumber: 'T2' }), before: shipment() },
        `shipment ${id} had number T1 and has T2`,
      ],
      [
        { now: shipment({ lines: [{ sku: 'TEA', quantity: 1 }] }), before: shipment() },
        `shipment ${id} held 2 TEA of ord_sin_1 and holds 1 TEA of ord_sin_1`,
      ],
    ],
  },
  'each stage of a parcel is told once': {
    right: [
      {
        now: shipment({
          history: [
            { at, says: 'in_transit' },
            { at, says: 'delivered' },
          ],
        }),
      },
    ],
    wrong: [
      [
        {
          now: shipment({
            history: [
              { at, says: 'in_transit' },
              { at, says: 'in_transit' },
            ],
          }),
        },
        `shipment ${id} was told twice that it is in_transit`,
      ],
    ],
  },
  'every shipment has one label, and every label is of one shipment': {
    right: [labels(label('T1'))],
    wrong: [
      [labels(), `shipment ${id} goes by T1; the carrier gave none`],
      [labels(label('T1'), label('T2')), `shipment ${id} goes by T1; the carrier gave T1, T2`],
      [
        labels(label('T1'), label('T3', 'shp_sin_9-1')),
        'the carrier has a label for shp_sin_9-1, unknown here',
      ],
    ],
  },
  'a parcel that the carrier delivered is delivered here': {
    right: [told({ at, says: 'delivered' })],
    wrong: [[told(), `the carrier told that ${id} is delivered; it is forgotten`]],
  },
})
