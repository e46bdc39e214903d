import { formatAmount, type Money } from '#kernel/core/money.ts'
import type { Mail } from '#kernel/ports/mailer.ts'
import type { Letter } from '#services/notifications/contract.ts'
import { escapeHtml } from '#kernel/core/escape-html.ts'
import type { OrderSummary } from '#services/orders/contract.ts'

interface Words {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Whether the lines and totals of the order follow. */
  readonly withOrder: boolean
}

/** A letter in words: the same in text and HTML. */
export function compose(letter: Letter, publicUrl: string): Mail {
  const { order } = letter
  const { subject, paragraphs, withOrder } = wordsOf(letter)
  const greeting = `Hello ${order.name},`
  const rows = withOrder ? rowsOf(order) : []
  const url = `${publicUrl}/orders/${order.orderId}`
  const text = [
    greeting,
    ...paragraphs,
    ...(withOrder ? [rows.map(([what, amount]) => `${what}: ${amount}`).join('\n')] : []),
    url,
    `Order ${order.number}`,
  ].join('\n\n')
  const body = [greeting, ...paragraphs].map((words) => `<p>${escapeHtml(words)}</p>`)
  const table = rows.map(
    ([what, amount]) =>
      `<tr><td>${escapeHtml(what)}</td><td align="right">${escapeHtml(amount)}</td></tr>`,
  )
  const html = [
    '<!doctype html><html><body style="font-family:sans-serif">',
    ...body,
    ...(table.length > 0 ? ['<table cellpadding="4">', ...table, '</table>'] : []),
    `<p><a href="${escapeHtml(url)}">Your order, and how it gets on</a></p>`,
    `<p>Order ${escapeHtml(order.number)}</p></body></html>`,
  ].join('\n')
  return { to: order.email, subject, text, html }
}

function wordsOf(letter: Letter): Words {
  const { number } = letter.order
  switch (letter.template) {
    case 'order-confirmed':
      return {
        subject: `Your order ${number}`,
        paragraphs: ['Thank you. Your order is confirmed; we tell you when it is on its way.'],
        withOrder: true,
      }
    case 'payment-declined':
      return {
        subject: `Your payment for order ${number} was declined`,
        paragraphs: [
          'Your bank declined the payment. Nothing was charged.',
          'You can pay again on the page of your order within an hour; after that it lapses.',
        ],
        withOrder: false,
      }
    case 'order-rejected':
      return {
        subject: `We could not take your order ${number}`,
        paragraphs: [rejected(letter), 'Nothing was charged.'],
        withOrder: false,
      }
    case 'order-cancelled':
      return {
        subject: `Your order ${number} is cancelled`,
        paragraphs: ['Your order is cancelled. What was held on your card is let go.'],
        withOrder: false,
      }
    case 'order-shipped':
      return {
        subject: `Your order ${number} is on its way`,
        paragraphs: [
          `It travels under the tracking number ${letter.trackingNumber}.`,
          `In this parcel: ${letter.lines
            .map(({ sku, quantity }) => `${quantity} × ${sku}`)
            .join(', ')}.`,
        ],
        withOrder: false,
      }
    case 'order-refunded':
      return {
        subject: `A refund for order ${number}`,
        paragraphs: [
          `We have returned ${shown(letter.amount)} to your card.`,
          ...(letter.reason === '' ? [] : [`The reason: ${letter.reason}`]),
        ],
        withOrder: false,
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

function rowsOf({ lines, totals }: OrderSummary): readonly (readonly [string, string])[] {
  const { shipping, taxes, taxIncluded, total } = totals
  return [
    ...lines.map(({ title, options, quantity, total: price }) => {
      const named = [title, ...options.filter((option) => option !== '')].join(', ')
      return [`${quantity} × ${named}`, shown(price)] as const
    }),
    ['Shipping', shown(shipping)],
    ...taxes.map(
      ({ name, amount }) => [taxIncluded ? `${name} (included)` : name, shown(amount)] as const,
    ),
    ['Total', shown(total)],
  ]
}

const shown = (amount: Money): string => `${amount.currency} ${formatAmount(amount)}`
