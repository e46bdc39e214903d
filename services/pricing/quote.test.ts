import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { currencies, type Money } from '#kernel/core/money.ts'
import type { PriceSettings, Quote, QuoteLine } from '#services/pricing/contract.ts'
import { currenciesIn } from '#services/pricing/convert.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'
import { quoteFor, quoteMax } from '#services/pricing/quote.ts'
import { taxTable } from '#services/pricing/tax-table.ts'

const line = (over: Partial<QuoteLine> = {}): QuoteLine => ({
  sku: 'TEA-1',
  quantity: 1,
  prices: [{ amount: 1999, currency: 'SGD' }],
  taxClass: 'standard',
  ...over,
})
const basket = { currency: 'SGD', country: 'SG', lines: [line()], shipping: null }
const sum = (amounts: readonly Money[]) => amounts.reduce((total, { amount }) => total + amount, 0)

/** Every currency there is, at rates that differ by nine orders of magnitude. */
const worldwide: PriceSettings = {
  ...defaultSettings,
  offers: Object.keys(currencies)
    .filter((currency) => currency !== 'SGD')
    .map((currency, position) => ({
      currency,
      ratePpm: 7 ** (position % 12) + 1_000,
      rounding: { every: 1, ending: 0 },
    })),
}

test('tax that is included is taken out of the price and changes no total', () => {
  const quote = quoteFor({ ...basket, lines: [line({ quantity: 3 })] }, defaultSettings)
  assert.deepEqual(quote, {
    currency: 'SGD',
    lines: [
      {
        sku: 'TEA-1',
        quantity: 3,
        unitPrice: { amount: 1999, currency: 'SGD' },
        total: { amount: 5997, currency: 'SGD' },
        tax: { amount: 495, currency: 'SGD' },
      },
    ],
    subtotal: { amount: 5997, currency: 'SGD' },
    shipping: { amount: 0, currency: 'SGD' },
    taxes: [{ name: 'GST', rateBp: 900, amount: { amount: 495, currency: 'SGD' } }],
    taxIncluded: true,
    total: { amount: 5997, currency: 'SGD' },
  } satisfies Quote)
})

test('tax that is not included comes on top, shipping at the standard rate', () => {
  const shipping = { amount: 1000, currency: 'SGD' }
  const quote = quoteFor({ ...basket, country: 'CA', shipping }, defaultSettings)
  assert.equal(quote?.taxIncluded, false)
  assert.equal(quote?.taxes[0]?.amount.amount, 150)
  assert.equal(quote?.total.amount, 1999 + 1000 + 150)
  assert.equal(quote?.lines[0]?.tax.amount, 100)
})

test('each rate has a line of its own, the highest first, and zero has none', () => {
  const lines = [
    line({ sku: 'book', taxClass: 'reduced' }),
    line({ sku: 'tea' }),
    line({ sku: 'stamp', taxClass: 'zero' }),
  ]
  const quote = quoteFor({ ...basket, country: 'DE', lines }, defaultSettings)
  assert.deepEqual(
    quote?.taxes.map(({ rateBp }) => rateBp),
    [1_900, 700],
  )
  assert.equal(quote?.lines[2]?.tax.amount, 0)
})

test('before the address is known the country of the shop counts', () => {
  const quote = quoteFor({ ...basket, country: null }, { ...defaultSettings, country: 'AU' })
  assert.equal(quote?.taxes[0]?.rateBp, 1_000)
})

test('the shop’s own taxes win over the table, and a country in neither has none', () => {
  const own = {
    name: 'Sales tax',
    included: false,
    rates: { standard: 825, reduced: 825, zero: 0 },
  }
  const settings = { ...defaultSettings, taxes: { US: own } }
  assert.equal(quoteFor({ ...basket, country: 'US' }, settings)?.taxes[0]?.rateBp, 825)
  assert.deepEqual(quoteFor({ ...basket, country: 'US' }, defaultSettings)?.taxes, [])
})

test('a price set by hand wins over the rate', () => {
  const prices = [
    { amount: 1999, currency: 'SGD' },
    { amount: 1, currency: 'JPY' },
  ]
  const quote = quoteFor({ ...basket, currency: 'JPY', lines: [line({ prices })] }, defaultSettings)
  assert.equal(quote?.subtotal.amount, 1)
})

test('no quote is given in a currency that is not offered, or for a price without a rate', () => {
  assert.equal(quoteFor({ ...basket, currency: 'THB' }, defaultSettings), null)
  assert.equal(quoteFor({ ...basket, currency: 'XXX' }, defaultSettings), null)
  const prices = [{ amount: 100, currency: 'THB' }]
  assert.equal(quoteFor({ ...basket, lines: [line({ prices })] }, defaultSettings), null)
})

test('no quote is given for more than can be counted exactly', () => {
  const prices = [{ amount: quoteMax, currency: 'SGD' }]
  assert.ok(quoteFor({ ...basket, lines: [line({ prices })] }, defaultSettings))
  assert.equal(
    quoteFor({ ...basket, lines: [line({ prices, quantity: 2 })] }, defaultSettings),
    null,
  )
})

const anyLine = fc.record({
  sku: fc.string(),
  quantity: fc.integer({ min: 1, max: 10_000 }),
  prices: fc.tuple(
    fc.record({
      amount: fc.integer({ min: 0, max: 1_000_000 }),
      currency: fc.constantFrom('SGD', 'JPY', 'BHD', 'USD'),
    }),
  ),
  taxClass: fc.constantFrom('standard' as const, 'reduced' as const, 'zero' as const),
})

test('lines add up to the subtotal, and everything to the total, in every currency', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...currenciesIn(worldwide)),
      fc.constantFrom(null, 'US', 'ZZ', ...Object.keys(taxTable)),
      fc.array(anyLine, { maxLength: 12 }),
      fc.option(
        fc.record({
          amount: fc.integer({ min: 0, max: 100_000 }),
          currency: fc.constantFrom('SGD', 'KWD'),
        }),
      ),
      (currency, country, lines, shipping) => {
        const quote = quoteFor({ currency, country, lines, shipping }, worldwide)
        if (quote === null) return
        for (const { unitPrice, quantity, total } of quote.lines) {
          assert.equal(total.amount, unitPrice.amount * quantity)
        }
        const taxes = sum(quote.taxes.map(({ amount }) => amount))
        const lineTaxes = sum(quote.lines.map(({ tax }) => tax))
        assert.equal(sum(quote.lines.map(({ total }) => total)), quote.subtotal.amount)
        assert.equal(
          quote.subtotal.amount + quote.shipping.amount + (quote.taxIncluded ? 0 : taxes),
          quote.total.amount,
        )
        assert.ok(lineTaxes <= taxes)
        if (quote.shipping.amount === 0) assert.equal(lineTaxes, taxes)
        for (const { total, tax } of quote.lines) {
          assert.ok(tax.amount >= 0 && tax.amount <= total.amount)
        }
      },
    ),
    { numRuns: 500 },
  )
})
