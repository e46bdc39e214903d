import { formatAmount } from '#kernel/core/money.ts'
import type { Books, KeptCharge } from '#world/bank/books.ts'
import { totalsOf } from '#world/bank/summary.ts'
import { figures, html, renderPage, table, type Html } from '#world/support/page.ts'

const rowsMax = 100

/** The books, newest first; `before` is a place in them, for older pages. */
export function bankPage(books: Books, before: number | null): string {
  const { charges } = books
  const end = Math.min(before ?? charges.length, charges.length)
  const start = Math.max(0, end - rowsMax)
  return renderPage({
    site: 'Sandbox bank',
    title: 'Books',
    lead: 'The payment provider outside the platform. Its books are kept apart from the shop’s, so that one can be checked against the other.',
    body: html`
      ${figures([
        ['Charges', String(charges.length)],
        ['Declined', String(books.declined)],
        ...totalsOf(charges).flatMap(({ currency, captured, refunded, open }) => [
          amountFigure('Captured', captured, currency),
          amountFigure('Refunded', refunded, currency),
          amountFigure('Held', open, currency),
        ]),
      ])}
      ${table(
        ['Time', 'Reference', 'Payment', 'Status', 'Authorized', 'Captured', 'Refunded'],
        charges.slice(start, end).toReversed().map(rowOf),
        'No charge yet.',
      )}
      ${start > 0 ? html`<nav><a href="/?before=${start}">Older charges</a></nav>` : ''}
    `,
  })
}

function rowOf(charge: KeptCharge): Html {
  const amount = (minor: number) => `${formatAmount({ amount: minor, currency: charge.currency })}`
  return html`<tr>
    <td><time>${charge.at.replace('T', ' ').slice(0, 19)}</time></td>
    <td><code>${charge.reference}</code></td>
    <td><code>${charge.paymentId}</code></td>
    <td>${statusOf(charge)}</td>
    <td class="amount">${amount(charge.authorized)} ${charge.currency}</td>
    <td class="amount">${amount(charge.captured)}</td>
    <td class="amount">${amount(charge.refunded)}</td>
  </tr>`
}

function statusOf(charge: KeptCharge): Html {
  if (charge.voided) return html`<span class="soft">voided</span>`
  if (charge.captured === 0) return html`authorized`
  if (charge.refunded === charge.captured) return html`<span class="soft">refunded</span>`
  if (charge.refunded > 0) return html`partly refunded`
  if (charge.captured < charge.authorized) return html`<span class="good">partly captured</span>`
  return html`<span class="good">captured</span>`
}

function amountFigure(label: string, amount: number, currency: string): [string, string] {
  return [label, `${formatAmount({ amount, currency })} ${currency}`]
}
