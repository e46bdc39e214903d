// The words of the inventory: one share of stock per SKU and home.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { bodyOf, type Home } from '#kernel/core/id.ts'
import { days, seconds, type Instant } from '#kernel/core/instant.ts'
import { defineQuery } from '#kernel/core/query.ts'
import { Instant as InstantSchema, Strict, Type, type Static } from '#kernel/core/schema.ts'
import { Sku } from '#services/catalog/contract.ts'

export const unitsMax = 100_000_000
export const batchMax = 500
/** Fewer units than this and the share asks its peers to even out. */
export const lowStock = 10
/** A shopper waits this long for units from another region. */
export const waitForShareMs = seconds(2)
/** Reservations of one share that wait for units from elsewhere. */
export const waitingMax = 200
/** Requests in a row for the same waiting reservations. */
export const roundsMax = 8
/** A request without an answer is given up for good after this. */
export const askAgainAfterMs = seconds(60)
export const keepStockEvents = days(7)

export const inventoryRefusals = defineRefusals('inventory', {
  noStock: {
    kind: 'not-found',
    title: 'No stock is kept of this SKU',
    advice: 'Set it with PUT /v1/admin/stock/{sku}.',
  },
  sharesIncomplete: {
    kind: 'invalid',
    title: 'The shares do not name every home once',
    advice: 'Give one number per home, or give onHand and let the platform split it.',
  },
  belowReserved: {
    kind: 'conflict',
    title: 'More units are promised to orders than would be on hand',
    advice: 'Cancel orders first, or allow backorders.',
  },
  frozen: {
    kind: 'conflict',
    title: 'The share is frozen since its region was lost',
    advice: 'Account for what was lost: meridian region reconcile.',
  },
  belowZero: {
    kind: 'conflict',
    title: 'There are not that many free units',
    advice: 'Read the stock again and adjust by less.',
  },
})

export const Units = Type.Integer({ minimum: 0, maximum: unitsMax })

export const StockBody = Strict({
  /** All units of the shop, reserved ones included; split over the homes. */
  onHand: Type.Optional(Units),
  /** Units per home, instead of `onHand`. */
  shares: Type.Optional(Type.Record(Type.String({ maxLength: 32 }), Units)),
  tracked: Type.Optional(Type.Boolean()),
  backorder: Type.Optional(Type.Boolean()),
})
export const AdjustmentBody = Strict({
  /** Units that came (or went, when negative). */
  by: Type.Integer({ minimum: -unitsMax, maximum: unitsMax }),
  /** The share to adjust; the primary home when left out. */
  home: Type.Optional(Type.String({ maxLength: 32 })),
  reason: Type.Optional(Type.String({ maxLength: 500 })),
})
export const TransferBody = Strict({
  from: Type.String({ maxLength: 32 }),
  to: Type.String({ maxLength: 32 }),
  quantity: Type.Integer({ minimum: 1, maximum: unitsMax }),
})
export const StockBatch = Strict({
  items: Type.Array(
    Strict({ sku: Sku, onHand: Units, tracked: Type.Boolean(), backorder: Type.Boolean() }),
    { minItems: 1, maxItems: batchMax },
  ),
})

export const StockView = Type.Object({
  sku: Sku,
  tracked: Type.Boolean(),
  backorder: Type.Boolean(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
  available: Type.Integer(),
  shares: Type.Array(
    Type.Object({
      home: Type.String(),
      onHand: Type.Integer(),
      reserved: Type.Integer(),
      available: Type.Integer(),
      /** Its region was lost and what it sold last is not accounted for: nothing is available. */
      frozen: Type.Boolean(),
      changedAt: InstantSchema,
    }),
  ),
})
export type StockView = Static<typeof StockView>

export const stockId = (home: Home, sku: string): string => `stk_${home}_${sku}`
export const skuOf = (stockDocumentId: string): string => bodyOf(stockDocumentId)

/** Holds units for an order; the answer names order and attempt. */
export interface Reserve extends Command {
  readonly type: 'reserve'
  readonly orderId: string
  readonly attempt: number
  readonly quantity: number
}
export interface Release extends Command {
  readonly type: 'release'
  readonly orderId: string
  readonly quantity: number
}
/** Reserved units have left the house. */
export interface CommitShipped extends Command {
  readonly type: 'commit-shipped'
  readonly orderId: string
  readonly quantity: number
}
export interface Adjust extends Command {
  readonly type: 'adjust'
  readonly by: number
  readonly reason: string
}
/** Units came back; unlike an adjustment it is never refused. */
export interface Restock extends Command {
  readonly type: 'restock'
  readonly quantity: number
  readonly orderId: string
}
/**
 * Somebody counted. `count` names the counting: units on their way between shares of an earlier
 * counting are part of the new numbers, so they are not added again when they arrive.
 */
export interface Count extends Command {
  readonly type: 'count'
  readonly count: string
  readonly onHand: number
  /** What had come or gone (`moved`) of the share that the number is about; absent: the newest. */
  readonly seen?: number
  readonly tracked: boolean
  readonly backorder: boolean
}
/** The counting at the first home, which tells the others. Rules that it leaves out stay. */
export interface CountAll extends Command {
  readonly type: 'count-all'
  readonly shares: Readonly<Record<Home, number>>
  /** What had come or gone in each home, as far as the numbers know. */
  readonly seen?: Readonly<Record<Home, number>>
  readonly home: Home
  readonly tracked?: boolean | undefined
  readonly backorder?: boolean | undefined
}
/** Whether units are tracked and sold on below zero, and nothing about how many there are. */
export interface TakeRules extends Command {
  readonly type: 'take-rules'
  /** Names them, in one order with countings, which say the same of these rules. */
  readonly rules: string
  readonly tracked: boolean
  readonly backorder: boolean
}
/** The same at the first home, which tells the others. What it leaves out stays. */
export interface TakeRulesAll extends Command {
  readonly type: 'take-rules-all'
  readonly others: readonly Home[]
  readonly tracked?: boolean | undefined
  readonly backorder?: boolean | undefined
}
/** Staff moves units to another share. */
export interface SendShare extends Command {
  readonly type: 'send-share'
  readonly to: Home
  readonly quantity: number
}
/** Another share asks for units. */
export interface ReleaseShare extends Command {
  readonly type: 'release-share'
  readonly to: Home
  readonly request: number
  readonly count: string
  readonly quantity: number
  /** Units free at the asker; null when shoppers wait for them. */
  readonly evenWith: number | null
  /** Transfers that the asker has sent to this share: some may still be on their way. */
  readonly sent: number
  /** Homes to ask next when this one has too few. */
  readonly then: readonly Peer[]
}
export interface Peer {
  readonly home: Home
  /** Transfers sent there so far. */
  readonly sent: number
}
export interface ReceiveShare extends Command {
  readonly type: 'receive-share'
  readonly from: Home
  /** Null when nobody asked. */
  readonly request: number | null
  readonly count: string
  readonly quantity: number
  /** Nothing more will come for this request. */
  readonly last: boolean
  /** The answer was given while units from here were on their way there. */
  readonly early: boolean
}
export interface GiveUpWaiting extends Command {
  readonly type: 'give-up-waiting'
  readonly request: number
}
export type StockCommand =
  | Reserve
  | Release
  | CommitShipped
  | Adjust
  | Restock
  | Count
  | CountAll
  | TakeRules
  | TakeRulesAll
  | SendShare
  | ReleaseShare
  | ReceiveShare
  | GiveUpWaiting

export interface Reserved {
  readonly type: 'inventory.reserved'
  readonly orderId: string
  readonly attempt: number
  readonly quantity: number
}
export interface ReservationRefused {
  readonly type: 'inventory.reservation-refused'
  readonly orderId: string
  readonly attempt: number
  readonly reason: 'sold-out' | 'stock-unreachable'
}
export interface ReservationWaiting {
  readonly type: 'inventory.reservation-waiting'
  readonly orderId: string
  readonly attempt: number
  readonly quantity: number
}
export interface Released {
  readonly type: 'inventory.released'
  readonly orderId: string
  readonly quantity: number
}
export interface Shipped {
  readonly type: 'inventory.shipped'
  readonly orderId: string
  readonly quantity: number
}
export interface Adjusted {
  readonly type: 'inventory.adjusted'
  readonly by: number
  readonly reason: string
}
export interface Counted {
  readonly type: 'inventory.counted'
  readonly count: string
  readonly onHand: number
  readonly tracked: boolean
  readonly backorder: boolean
  /** What other homes are told to take over. */
  readonly others: Readonly<Record<Home, number>>
  /** What had come or gone there, as far as these numbers know. */
  readonly seen?: Readonly<Record<Home, number>>
}
export interface RulesChanged {
  readonly type: 'inventory.rules-changed'
  readonly rules: string
  readonly tracked: boolean
  readonly backorder: boolean
  /** Homes that are told to take them over. */
  readonly others: readonly Home[]
}
export interface ShareRequested {
  readonly type: 'inventory.share-requested'
  readonly request: number
  readonly count: string
  readonly quantity: number
  readonly evenWith: number | null
  readonly sent: Readonly<Record<Home, number>>
  readonly at: Instant
}
export interface ShareReleased {
  readonly type: 'inventory.share-released'
  readonly to: Home
  readonly request: number | null
  readonly count: string
  /** Units that left this share. */
  readonly quantity: number
  /** Units still wanted, and who is asked for them next. */
  readonly missing: number
  readonly evenWith: number | null
  readonly early: boolean
  readonly then: readonly Peer[]
}
export interface ShareReceived {
  readonly type: 'inventory.share-received'
  readonly from: Home
  readonly request: number | null
  /** The counting that the sender's numbers go back to. */
  readonly count: string
  /** Units that were sent. */
  readonly sent: number
  /** Units added; 0 when they were counted since, or are of a counting that is still to come here. */
  readonly added: number
  readonly last: boolean
  readonly early: boolean
}
export interface RequestAnswered {
  readonly type: 'inventory.request-answered'
  /** It brought nothing. */
  readonly quiet: boolean
}
/** The last commits of this share's region may be lost, and units with them. */
export interface Frozen {
  readonly type: 'inventory.frozen'
  /** The epoch of the adoption. */
  readonly since: number
}
export interface Thawed {
  readonly type: 'inventory.thawed'
}
export interface WaitingEnded {
  readonly type: 'inventory.waiting-ended'
  readonly request: number
}
export type StockEvent =
  | Reserved
  | ReservationRefused
  | ReservationWaiting
  | Released
  | Shipped
  | Adjusted
  | Counted
  | RulesChanged
  | ShareRequested
  | ShareReleased
  | ShareReceived
  | RequestAnswered
  | WaitingEnded
  | Frozen
  | Thawed

export interface Availability {
  readonly sku: string
  readonly tracked: boolean
  readonly available: number
  readonly backorder: boolean
}
/** Over all homes, from the local copy; in the order asked. */
export const availability = defineQuery<
  { readonly skus: readonly string[] },
  readonly Availability[]
>('inventory.availability')
/** SKUs of which some home holds less than `lowStock`, or nothing, by SKU, from the local copy. */
export const lowSkus = defineQuery<
  { readonly only: 'low' | 'none'; readonly cursor?: string; readonly limit: number },
  { readonly items: readonly Availability[]; readonly next: string | null }
>('inventory.low-skus')
