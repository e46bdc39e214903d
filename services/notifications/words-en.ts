import type { Letter } from '#services/notifications/contract.ts'
import { shown } from '#services/notifications/shown.ts'
import type { Said, Words } from '#services/notifications/words.ts'

export const english: Words = {
  greeting: (name) => `Hello ${name},`,
  says,
  link: 'Your order, and how it gets on',
  order: (number) => `Order ${number}`,
  shipping: 'Shipping',
  total: 'Total',
  included: (tax) => `${tax} (included)`,
}

function says(letter: Letter): Said {
  const { number } = letter.order
  switch (letter.template) {
    case 'order-confirmed':
      return {
        subject: `Your order ${number}`,
        paragraphs: ['Thank you. Your order is confirmed; we tell you when it is on its way.'],
      }
    case 'payment-declined':
      return {
        subject: `Your payment for order ${number} was declined`,
        paragraphs: [
          'Your bank declined the payment. Nothing was charged.',
          'You can pay again on the page of your order within an hour; after that it lapses.',
        ],
      }
    case 'order-rejected':
      return {
        subject: `We could not take your order ${number}`,
        paragraphs: [rejected(letter), 'Nothing was charged.'],
      }
    case 'order-cancelled':
      return {
        subject: `Your order ${number} is cancelled`,
        paragraphs: ['Your order is cancelled. What was held on your card is let go.'],
      }
    case 'order-shipped': {
      const parcel = letter.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')
      return {
        subject: `Your order ${number} is on its way`,
        paragraphs: [
          `It travels under the tracking number ${letter.trackingNumber}.`,
          `In this parcel: ${parcel}.`,
        ],
      }
    }
    case 'order-refunded':
      return {
        subject: `A refund for order ${number}`,
        paragraphs: [
          `We have returned ${shown(letter.amount)} to your card.`,
          ...(letter.reason === '' ? [] : [`The reason: ${letter.reason}`]),
        ],
      }
  }
}

function rejected({ reason, soldOut }: Extract<Letter, { template: 'order-rejected' }>): string {
  if (reason === 'sold-out') return `Too little was left of ${soldOut.join(', ')}.`
  if (reason === 'stock-unreachable') {
    return `We could not make sure that enough is left of ${soldOut.join(', ')}. Please try again.`
  }
  if (reason === 'payment-declined') return 'It was not paid in time.'
  return 'It could not be accepted.'
}
