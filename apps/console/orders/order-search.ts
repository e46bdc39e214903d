import {
  fulfilmentStatuses,
  orderStatuses,
  paymentStatuses,
  type FulfilmentStatus,
  type OrderStatus,
  type PaymentStatus,
} from '#services/orders/contract.ts'
import { readPaged, type Paged } from '#apps/console/app/paged.ts'

/** What stands in the address of the list of orders. */
export interface OrderSearch extends Paged {
  readonly status?: OrderStatus | undefined
  readonly payment?: PaymentStatus | undefined
  readonly fulfilment?: FulfilmentStatus | undefined
  /** A mail address, or the start of an order's number. */
  readonly find?: string | undefined
}

export function readOrderSearch(given: Readonly<Record<string, unknown>>): OrderSearch {
  const status = orderStatuses.find((each) => each === given['status'])
  const payment = paymentStatuses.find((each) => each === given['payment'])
  const fulfilment = fulfilmentStatuses.find((each) => each === given['fulfilment'])
  const find = typeof given['find'] === 'string' ? given['find'] : ''
  return {
    ...(status === undefined ? {} : { status }),
    ...(payment === undefined ? {} : { payment }),
    ...(fulfilment === undefined ? {} : { fulfilment }),
    ...(find === '' ? {} : { find }),
    ...readPaged(given),
  }
}

/** The question to the API. A text with an @ is a mail address; half of one finds nothing. */
export function orderQueryOf({ status, payment, fulfilment, find = '', cursor }: OrderSearch) {
  const isMail = find.includes('@')
  return {
    limit: 25,
    ...(status === undefined ? {} : { status }),
    ...(payment === undefined ? {} : { paymentStatus: payment }),
    ...(fulfilment === undefined ? {} : { fulfilmentStatus: fulfilment }),
    ...(isMail ? { email: find } : find === '' ? {} : { number: find.slice(0, 11) }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
