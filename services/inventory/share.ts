import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'

/** The units of one SKU that one home may sell without asking anybody. */
export interface Share {
  readonly tracked: boolean
  /** Sells on below zero. */
  readonly backorder: boolean
  /** Units of this share, reserved ones included. */
  readonly onHand: number
  /**
   * Promised to orders and not shipped. Which orders is written in the orders: a list of them here
   * would be rewritten with every sale and grow by a line with each.
   */
  readonly reserved: number
  /** By order, the earlier first: reservations that wait for units from another home. */
  readonly waiting: Readonly<Record<string, Reservation>>
  readonly asking: Asking | null
  readonly requests: number
  /** Asking to even out brought nothing, and nothing has changed since. */
  readonly quiet: boolean
  /**
   * Units that came less those that went so far, by adjustments and parcels: what a counting did not
   * know of is told by it. Transfers are left out. Absent is zero.
   */
  readonly moved?: number
  /** The counting that the numbers go back to. */
  readonly count: string
  /** The last change of rules alone; absent when there was none. A later counting is newer still. */
  readonly rules?: string
  /** Units that came from a share counted before this one: they are not part of its new number. */
  readonly ahead: { readonly count: string; readonly quantity: number } | null
  /** Transfers so far, by home. */
  readonly sent: Readonly<Record<Home, number>>
  readonly received: Readonly<Record<Home, number>>
  /** Absent while all of its commits are accounted for. */
  readonly freeze?: Freeze
}

/**
 * The region of this share was lost, perhaps with sales that nobody here knows of. Units that came
 * from other shares since can be sold; what lay here before cannot.
 */
export interface Freeze {
  /** The epoch of the adoption. */
  readonly since: number
  /** Units asked for and received since, and not promised again. */
  readonly spare: number
}

export interface Reservation {
  readonly quantity: number
  readonly attempt: number
}

/** A request to other homes that is not answered yet. */
export interface Asking {
  readonly request: number
  readonly at: Instant
  readonly quantity: number
  readonly got: number
  /** Only to even out: no shopper waited when it was made. */
  readonly evening: boolean
  /** An answer was given while units from here were on their way there. */
  readonly early: boolean
  /** Nobody waits for the answer any more. */
  readonly late: boolean
  /** Requests in a row for the same shoppers. */
  readonly round: number
}

export const noShare: Share = {
  tracked: true,
  backorder: false,
  onHand: 0,
  reserved: 0,
  waiting: {},
  asking: null,
  requests: 0,
  quiet: false,
  count: '',
  ahead: null,
  sent: {},
  received: {},
}

export const waitedFor = ({ waiting }: Share): number =>
  Object.values(waiting).reduce((sum, { quantity }) => sum + quantity, 0)

/** Units that can still be promised; below zero when a counting found fewer than were promised. */
export const availableOf = ({ onHand, reserved }: Pick<Share, 'onHand' | 'reserved'>): number =>
  onHand - reserved

/** Units that may be given away: fewer than those that can be promised when the share is frozen. */
export const sellableOf = (share: Pick<Share, 'onHand' | 'reserved' | 'freeze'>): number =>
  share.freeze === undefined ? availableOf(share) : Math.min(availableOf(share), share.freeze.spare)

/** The same, of a share that has not been touched since its home was frozen or thawed. */
export function sellableSince(share: Share, frozenSince: number | null): number {
  if (frozenSince === null) return availableOf(share)
  if (share.freeze?.since === frozenSince) return sellableOf(share)
  return Math.min(0, availableOf(share))
}

/**
 * The first request number of a freeze. Requests of the time before it may have been answered, and
 * their units sold, in commits that are lost: an answer to one of them must not pass for new units.
 */
export const firstRequestSince = (since: number): number => since * 1_000_000
