import type { Refusal } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  keepShippingEvents,
  placeOf,
  shippingRefusals,
  type Address,
  type CarrierNotice,
  type ShipmentCommand,
  type ShipmentEvent,
  type ShipmentLine,
} from '#services/shipping/contract.ts'

export type ShipmentState =
  | { readonly is: 'absent' }
  | {
      readonly is: 'present'
      readonly status: 'preparing' | 'sent' | 'delivered'
      readonly orderId: string
      readonly method: string
      readonly to: Address
      readonly lines: readonly ShipmentLine[]
      readonly grams: number
      readonly trackingNumber: string | null
      readonly labelUrl: string | null
      readonly history: readonly {
        readonly at: Instant
        readonly says: CarrierNotice['data']['status']
      }[]
    }

export const shipment = defineAggregate<ShipmentState, ShipmentCommand, ShipmentEvent>({
  kind: 'shipment',
  prefix: 'shp',
  home: 'local',
  durability: 'everywhere',
  keepEvents: keepShippingEvents,
  decider: { initial: { is: 'absent' }, decide, evolve },
  indexes: {
    order: (state) => (state.is === 'present' ? [state.orderId] : []),
  },
})

function decide(
  state: ShipmentState,
  command: ShipmentCommand,
): readonly ShipmentEvent[] | Refusal {
  if (state.is === 'absent') {
    // A region that was replaced and does not know it yet may have missed the parcel: the carrier
    // has to tell it again, so nobody says that it was heard.
    if (command.type === 'record-tracking') {
      return shippingRefusals.notFound('The parcel is not known, or not yet.')
    }
    if (command.type !== 'create') return []
    const { type: _, ...content } = command
    return [{ type: 'shipping.shipment-created', ...content }]
  }
  switch (command.type) {
    case 'create':
      return []
    case 'forget-recipient':
      return [{ type: 'shipping.recipient-forgotten' }]
    case 'record-label': {
      if (state.trackingNumber !== null) return []
      const { at, trackingNumber, labelUrl } = command
      const { orderId } = state
      return [{ type: 'shipping.shipment-sent', at, orderId, trackingNumber, labelUrl }]
    }
    case 'record-tracking': {
      const { status } = command.notice.data
      // Notices come twice and in no order: each stage counts once.
      if (state.history.some(({ says }) => says === status)) return []
      const at = command.notice.at
      const tracked = { type: 'shipping.shipment-tracked', at, status } as const
      if (status !== 'delivered') return [tracked]
      return [tracked, { type: 'shipping.shipment-delivered', orderId: state.orderId }]
    }
  }
}

function evolve(state: ShipmentState, event: ShipmentEvent): ShipmentState {
  if (event.type === 'shipping.shipment-created') {
    const { orderId, method, to, lines, grams } = event
    return {
      is: 'present',
      status: 'preparing',
      orderId,
      method,
      to,
      lines,
      grams,
      trackingNumber: null,
      labelUrl: null,
      history: [],
    }
  }
  if (state.is === 'absent') return state
  switch (event.type) {
    case 'shipping.shipment-sent': {
      const { trackingNumber, labelUrl } = event
      const status = state.status === 'delivered' ? 'delivered' : 'sent'
      return { ...state, status, trackingNumber, labelUrl }
    }
    case 'shipping.shipment-tracked':
      return { ...state, history: [...state.history, { at: event.at, says: event.status }] }
    case 'shipping.shipment-delivered':
      return { ...state, status: 'delivered' }
    case 'shipping.recipient-forgotten':
      return { ...state, to: placeOf(state.to), labelUrl: null }
  }
}
