import type { Money } from '#kernel/core/money.ts'

export interface Authorization {
  readonly reference: string
  readonly attempt: number
  readonly amount: Money
  readonly status: 'held' | 'voiding' | 'voided'
  /** The bank refused to let it go. */
  readonly voidFailed?: true
}

/** Part of an authorization that is taken, or of what was taken and is given back. */
export interface Part {
  readonly amount: Money
  readonly status: 'asked' | 'done' | 'failed'
}

export interface Payment {
  readonly orderId: string | null
  /** By the bank's reference. */
  readonly authorizations: Readonly<Record<string, Authorization>>
  /** Attempts that were called off before the bank had answered. */
  readonly calledOff: readonly number[]
  /** By shipment, or by the capture that staff asked for. */
  readonly captures: Readonly<Record<string, Part>>
  readonly refunds: Readonly<Record<string, Part>>
  /** What the bank said on its own account, the newest last. */
  readonly notices: readonly {
    readonly id: string
    readonly says: string
    readonly reference: string | null
  }[]
}

export const noPayment: Payment = {
  orderId: null,
  authorizations: {},
  calledOff: [],
  captures: {},
  refunds: {},
  notices: [],
}

/** The authorization that captures are taken from. */
export const heldOf = ({ authorizations }: Payment): Authorization | null =>
  Object.values(authorizations).find(({ status }) => status === 'held') ?? null

/** What was taken, or given back, or may be: a request without an answer counts. */
export const spoken = (parts: Readonly<Record<string, Part>>): number =>
  Object.values(parts).reduce(
    (sum, { amount, status }) => (status === 'failed' ? sum : sum + amount.amount),
    0,
  )

export const done = (parts: Readonly<Record<string, Part>>): number =>
  Object.values(parts).reduce(
    (sum, { amount, status }) => (status === 'done' ? sum + amount.amount : sum),
    0,
  )
