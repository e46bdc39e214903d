import { minutes, seconds } from '#kernel/core/instant.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, happens, insist, newKey, numberBelow, pause } from '#kernel/service/person.ts'
import {
  simulatedSignature,
  type Answer,
  type AtRest,
  type Habit,
  type Scene,
  type Workload,
} from '#kernel/service/workload.ts'
import type { OrderView } from '#services/orders/contract.ts'
import type { CarrierNotice } from '#services/shipping/contract.ts'
import type { ShipmentState } from '#services/shipping/shipment.ts'

type Present = Extract<ShipmentState, { is: 'present' }>
type ShipmentDocument = StoredDocument<ShipmentState>

const stages: readonly Present['status'][] = ['preparing', 'sent', 'delivered']

export const workload: Workload = {
  service: 'shipping',
  habits: [packsAndSends(), tellsOfParcels()],
  invariants: [
    {
      name: 'a parcel goes forward only, and keeps what is in it and its number',
      promise: 'P1',
      always: { kind: 'shipment', check: wentBack },
    },
    {
      name: 'each stage of a parcel is told once',
      promise: 'P6',
      always: { kind: 'shipment', check: toldTwice },
    },
    {
      name: 'every shipment has one label, and every label is of one shipment',
      promise: 'P6',
      atRest: async (platform) => labelsAstray(platform),
    },
    {
      name: 'a parcel that the carrier delivered is delivered here',
      promise: 'P1',
      atRest: async (platform) => deliveriesLost(platform),
    },
  ],
}

function packsAndSends(): Habit {
  return {
    name: 'packs and sends an order, whole or in part',
    weight: 16,
    live: async (scene) => {
      const open = (await confirmed(scene)).filter(
        ({ fulfilmentStatus }) =>
          fulfilmentStatus === 'unfulfilled' || fulfilmentStatus === 'partially-fulfilled',
      )
      const order = anyOf(scene, open)
      const line = order && anyOf(scene, order.lines)
      if (order === undefined || line === undefined) return
      const part = happens(scene, 0.3)
      // More than is left, now and then: it must be refused.
      const quantity = 1 + numberBelow(scene, line.quantity + 1)
      const body = part ? { lines: [{ sku: line.sku, quantity }] } : {}
      const headers = { 'idempotency-key': newKey(scene) }
      const path = `/v1/admin/orders/${order.id}/shipments`
      const answer = await insist(scene, () => scene.ask('POST', path, body, headers))
      if (answer === null) return
      const packed = answer.status === 202 ? (part ? 'part' : 'whole') : 'nothing'
      scene.note('shipping.packed', { id: order.id, what: packed })
    },
  }
}

/** The carrier's notices come twice and in any order, some of them before the label is known. */
function tellsOfParcels(): Habit {
  return {
    name: 'tells how parcels get on',
    weight: 16,
    live: async (scene) => {
      const underWay = (await confirmed(scene)).flatMap(({ shipments }) =>
        shipments.filter(({ status }) => status === 'sent'),
      )
      const parcel = anyOf(scene, underWay)
      if (parcel === undefined || parcel.trackingNumber === null) return
      const { id: shipmentId, trackingNumber } = parcel
      const statuses = happens(scene, 0.3)
        ? (['delivered', 'in_transit', 'delivered'] as const)
        : (['in_transit', 'delivered'] as const)
      for (const status of statuses) {
        const notice: CarrierNotice = {
          id: `${trackingNumber}-${status}`,
          type: `parcel.${status}`,
          at: '2026-01-06T00:00:00.000Z',
          data: { shipmentId, trackingNumber, status },
        }
        const answer = await tellUntilTaken(scene, notice)
        if (answer?.status === 200) scene.note('shipping.told', { shipmentId, status })
        await pause(scene, 0, minutes(1))
      }
    },
  }
}

/** As carriers do: what is not taken, because the parcel is not known yet, is told again. */
async function tellUntilTaken(scene: Scene, notice: CarrierNotice): Promise<Answer | null> {
  for (let tries = 0; tries < 12; tries += 1) {
    const answer = await insist(scene, () => tell(scene, notice), minutes(60))
    if (answer?.status !== 404) return answer
    await pause(scene, seconds(1), minutes(1))
  }
  return null
}

const tell = (scene: Scene, notice: CarrierNotice) =>
  scene.ask('POST', '/v1/webhooks/carrier', notice, {
    'carrier-timestamp': '1',
    'carrier-signature': simulatedSignature,
  })

async function confirmed(scene: Scene): Promise<readonly OrderView[]> {
  const path = '/v1/admin/orders?status=confirmed&limit=30'
  const answer = await insist(scene, () => scene.ask('GET', path))
  const { items = [] } = (answer?.body ?? {}) as { items?: readonly OrderView[] }
  return items
}

function wentBack(now: ShipmentDocument, before: ShipmentDocument | null): string | null {
  const { id, state } = now
  if (before?.state.is !== 'present') return null
  const was = before.state
  if (state.is === 'absent') return `shipment ${id} was ${was.status} and is gone`
  if (stages.indexOf(state.status) < stages.indexOf(was.status)) {
    return `shipment ${id} was ${was.status} and is ${state.status}`
  }
  if (was.trackingNumber !== null && state.trackingNumber !== was.trackingNumber) {
    return `shipment ${id} had number ${was.trackingNumber} and has ${state.trackingNumber}`
  }
  return contentOf(state) === contentOf(was)
    ? null
    : `shipment ${id} held ${contentOf(was)} and holds ${contentOf(state)}`
}

const contentOf = ({ orderId, lines }: Present): string =>
  `${lines.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', ')} of ${orderId}`

function toldTwice({ id, state }: ShipmentDocument): string | null {
  if (state.is === 'absent') return null
  const told = state.history.map(({ says }) => says)
  const twice = told.find((says, position) => told.indexOf(says) !== position)
  return twice === undefined ? null : `shipment ${id} was told twice that it is ${twice}`
}

function labelsAstray(platform: AtRest): readonly string[] {
  const parcels = Map.groupBy(platform.outside.parcels, ({ parcel }) => parcel.shipmentId)
  const says = (platform.documents('shipment') as readonly ShipmentDocument[]).flatMap(
    ({ id, state }) => {
      if (state.is === 'absent') return []
      const labels = (parcels.get(id) ?? []).map(({ trackingNumber }) => trackingNumber)
      parcels.delete(id)
      return labels.length === 1 && labels[0] === state.trackingNumber
        ? []
        : [
            `shipment ${id} goes by ${state.trackingNumber}; the carrier gave ${labels.join(', ') || 'none'}`,
          ]
    },
  )
  const strange = [...parcels.keys()].map((id) => `the carrier has a label for ${id}, unknown here`)
  return [...says, ...strange]
}

function deliveriesLost(platform: AtRest): readonly string[] {
  const documents = platform.documents('shipment') as readonly ShipmentDocument[]
  const states = new Map(documents.map(({ id, state }) => [id, state]))
  return platform.notes('shipping.told').flatMap(({ shipmentId, status }) => {
    const state = states.get(String(shipmentId))
    const history = state?.is === 'present' ? state.history : []
    return history.some(({ says }) => says === status)
      ? []
      : [`the carrier told that ${String(shipmentId)} is ${String(status)}; it is forgotten`]
  })
}
