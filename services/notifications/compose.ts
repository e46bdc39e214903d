import { escapeHtml } from '#kernel/core/escape-html.ts'
import type { Mail } from '#kernel/ports/mailer.ts'
import type { Letter } from '#services/notifications/contract.ts'
import { shown } from '#services/notifications/shown.ts'
import type { Words } from '#services/notifications/words.ts'
import { english } from '#services/notifications/words-en.ts'
import { chinese } from '#services/notifications/words-zh.ts'
import type { Language, OrderSummary } from '#services/orders/contract.ts'

const wordsIn: Readonly<Record<Language, Words>> = { en: english, 'zh-Hans': chinese }

/** A letter in words, in the language of the order: the same in text and HTML. */
export function compose(letter: Letter, publicUrl: string): Mail {
  const { order, template } = letter
  const words = wordsIn[order.language ?? 'en']
  const { subject, paragraphs } = words.says(letter)
  const before = [words.greeting(order.name), ...paragraphs]
  const rows = template === 'order-confirmed' ? rowsOf(order, words) : []
  const number = words.order(order.number)
  const url = `${publicUrl}/orders/${order.orderId}`
  const text = [
    ...before,
    ...(rows.length > 0 ? [rows.map(([what, amount]) => `${what}: ${amount}`).join('\n')] : []),
    url,
    number,
  ].join('\n\n')
  const table = rows.map(
    ([what, amount]) =>
      `<tr><td>${escapeHtml(what)}</td><td align="right">${escapeHtml(amount)}</td></tr>`,
  )
  const html = [
    '<!doctype html><html><body style="font-family:sans-serif">',
    ...before.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...(table.length > 0 ? ['<table cellpadding="4">', ...table, '</table>'] : []),
    `<p><a href="${escapeHtml(url)}">${escapeHtml(words.link)}</a></p>`,
    `<p>${escapeHtml(number)}</p></body></html>`,
  ].join('\n')
  return { to: order.email, subject, text, html }
}

function rowsOf(
  { lines, totals }: OrderSummary,
  words: Words,
): readonly (readonly [string, string])[] {
  const { shipping, taxes, taxIncluded, total } = totals
  return [
    ...lines.map(({ title, options, quantity, total: price }) => {
      const named = [title, ...options.filter((option) => option !== '')].join(', ')
      return [`${quantity} × ${named}`, shown(price)] as const
    }),
    [words.shipping, shown(shipping)],
    ...taxes.map(
      ({ name, amount }) => [taxIncluded ? words.included(name) : name, shown(amount)] as const,
    ),
    [words.total, shown(total)],
  ]
}
