// What a card bank allows, as pure functions over one charge. The sandbox bank in `world` keeps its
// books by them, and so does the payment provider in memory.

import { currencies, type Money } from '#kernel/core/money.ts'

export interface Charge {
  readonly reference: string
  readonly paymentId: string
  readonly currency: string
  /** Minor units. */
  readonly authorized: number
  readonly captured: number
  readonly refunded: number
  readonly voided: boolean
}

export type Verdict =
  | { readonly approved: true; readonly charge: Charge }
  | { readonly approved: false; readonly reason: string }

/** How a token answers besides yes or no. */
export type Manner = 'prompt' | 'late-once' | 'unavailable-twice'

/** How often `tok_unavailable` fails before it approves. */
export const unavailableTimes = 2

const tokens: Readonly<Record<string, { readonly manner: Manner; readonly refuses?: string }>> = {
  tok_visa: { manner: 'prompt' },
  tok_declined: { manner: 'prompt', refuses: 'card_declined' },
  tok_insufficient_funds: { manner: 'prompt', refuses: 'insufficient_funds' },
  tok_timeout: { manner: 'late-once' },
  tok_unavailable: { manner: 'unavailable-twice' },
}

export function mannerOf(token: string): Manner {
  return tokens[token]?.manner ?? 'prompt'
}

export function authorize(
  reference: string,
  request: { paymentId: string; amount: Money; token: string },
): Verdict {
  const token = tokens[request.token]
  const { amount, currency } = request.amount
  if (token === undefined) return refused('unknown_token')
  if (token.refuses !== undefined) return refused(token.refuses)
  if (!(currency in currencies)) return refused('unknown_currency')
  if (!isPayable(amount)) return refused('invalid_amount')
  return {
    approved: true,
    charge: {
      reference,
      paymentId: request.paymentId,
      currency,
      authorized: amount,
      captured: 0,
      refunded: 0,
      voided: false,
    },
  }
}

export function capture(charge: Charge | undefined, { amount, currency }: Money): Verdict {
  if (charge === undefined) return refused('unknown_reference')
  if (charge.voided) return refused('authorization_voided')
  if (currency !== charge.currency) return refused('wrong_currency')
  if (!isPayable(amount)) return refused('invalid_amount')
  if (charge.captured + amount > charge.authorized) return refused('exceeds_authorized')
  return { approved: true, charge: { ...charge, captured: charge.captured + amount } }
}

/** Only what was not captured can be voided; voiding twice is no error. */
export function voidCharge(charge: Charge | undefined): Verdict {
  if (charge === undefined) return refused('unknown_reference')
  if (charge.captured > 0) return refused('already_captured')
  return { approved: true, charge: { ...charge, voided: true } }
}

export function refund(charge: Charge | undefined, { amount, currency }: Money): Verdict {
  if (charge === undefined) return refused('unknown_reference')
  if (currency !== charge.currency) return refused('wrong_currency')
  if (!isPayable(amount)) return refused('invalid_amount')
  if (charge.refunded + amount > charge.captured) return refused('exceeds_captured')
  return { approved: true, charge: { ...charge, refunded: charge.refunded + amount } }
}

function isPayable(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0
}

function refused(reason: string): Verdict {
  return { approved: false, reason }
}
