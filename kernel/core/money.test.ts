import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  add,
  allocate,
  currencies,
  formatAmount,
  money,
  parseAmount,
  portion,
  subtract,
  times,
} from '#kernel/core/money.ts'

const currency = fc.constantFrom(...Object.keys(currencies))
const amount = fc.maxSafeInteger()
const weights = fc.array(fc.oneof(fc.nat(), fc.maxSafeNat()), { minLength: 1, maxLength: 40 })

suite('money', () => {
  test('is a whole number of minor units of a known currency', () => {
    assert.deepEqual(money(1999, 'SGD'), { amount: 1999, currency: 'SGD' })
    for (const wrong of [0.1, Number.NaN, Infinity, Number.MAX_SAFE_INTEGER + 1]) {
      assert.throws(() => money(wrong, 'SGD'), RangeError)
    }
    for (const unknown of ['', 'sgd', 'XXX', 'toString', 'constructor']) {
      assert.throws(() => money(1, unknown), RangeError, unknown)
    }
  })

  test('of two currencies is not added or subtracted', () => {
    assert.throws(() => add(money(1, 'SGD'), money(1, 'AUD')), RangeError)
    assert.throws(() => subtract(money(1, 'SGD'), money(1, 'AUD')), RangeError)
  })

  test('is added, subtracted and multiplied exactly or not at all', () => {
    assert.deepEqual(add(money(1, 'SGD'), money(2, 'SGD'), money(-4, 'SGD')), money(-1, 'SGD'))
    assert.deepEqual(subtract(money(5, 'JPY'), money(7, 'JPY')), money(-2, 'JPY'))
    assert.deepEqual(times(money(1999, 'SGD'), 3), money(5997, 'SGD'))
    assert.throws(() => add(money(Number.MAX_SAFE_INTEGER, 'SGD'), money(1, 'SGD')), RangeError)
    assert.throws(() => times(money(Number.MAX_SAFE_INTEGER, 'SGD'), 2), RangeError)
    assert.throws(() => times(money(5, 'SGD'), 0.5), RangeError)
  })
})

test('nothing is minus zero', () => {
  for (const { amount: units } of [times(money(-5, 'SGD'), 0), money(-0, 'SGD')]) {
    assert.ok(Object.is(units, 0))
  }
  for (const text of ['-0', '-0.00']) assert.ok(Object.is(parseAmount(text, 'SGD'), 0), text)
})

suite('the parts of an allocation', () => {
  test('add up to the whole, to the unit', () => {
    fc.assert(
      fc.property(amount, currency, weights, (whole, code, by) => {
        const parts = allocate(money(whole, code), by)
        assert.equal(parts.length, by.length)
        const sum = parts.reduce((total, part) => total + BigInt(part.amount), 0n)
        assert.equal(sum, BigInt(whole))
        for (const part of parts) assert.equal(part.currency, code)
      }),
    )
  })

  test('lie less than one unit from the exact share', () => {
    fc.assert(
      fc.property(amount, weights, (whole, by) => {
        const total = by.reduce((sum, weight) => sum + BigInt(weight), 0n)
        fc.pre(total > 0n)
        for (const [position, part] of allocate(money(whole, 'SGD'), by).entries()) {
          const apart = BigInt(part.amount) * total - BigInt(whole) * BigInt(by[position] ?? 0)
          assert.ok(-total < apart && apart < total)
        }
      }),
    )
  })

  test('are fair: a larger weight never gets less', () => {
    fc.assert(
      fc.property(fc.nat(), weights, (whole, by) => {
        const parts = allocate(money(whole, 'SGD'), by)
        const paired = parts.map((part, position) => [by[position] ?? 0, part.amount] as const)
        const sorted = paired.toSorted((one, other) => one[0] - other[0] || one[1] - other[1])
        for (const [position, [, part]] of sorted.entries()) {
          assert.ok(part >= (sorted[position - 1]?.[1] ?? 0))
        }
      }),
    )
  })

  test('of the same weight go to the earlier one first', () => {
    const amounts = (whole: number, by: number[]) =>
      allocate(money(whole, 'SGD'), by).map((part) => part.amount)
    assert.deepEqual(amounts(100, [1, 1, 1]), [34, 33, 33])
    assert.deepEqual(amounts(-100, [1, 1, 1]), [-34, -33, -33])
    assert.deepEqual(amounts(5, [1, 2, 3]), [1, 2, 2])
    assert.deepEqual(amounts(1, [1, 3]), [0, 1])
  })

  test('are exact for weights whose sum no number holds', () => {
    const most = Number.MAX_SAFE_INTEGER
    const parts = allocate(money(most, 'SGD'), [most, 1, 1])
    assert.deepEqual(
      parts.map((part) => part.amount),
      [most - 2, 1, 1],
    )
  })

  test('are even when no weight counts, and none when there is none', () => {
    assert.deepEqual(allocate(money(5, 'SGD'), [0, 0]), [money(3, 'SGD'), money(2, 'SGD')])
    assert.deepEqual(allocate(money(5, 'SGD'), []), [])
    assert.deepEqual(allocate(money(5, 'SGD'), [0, 7]), [money(0, 'SGD'), money(5, 'SGD')])
  })
})

suite('a portion', () => {
  test('is rounded half away from zero', () => {
    const of = (whole: number, rateBp: number) => portion(money(whole, 'SGD'), rateBp).amount
    assert.equal(of(1999, 900), 180)
    assert.equal(of(50, 100), 1)
    assert.equal(of(49, 100), 0)
    assert.equal(of(-50, 100), -1)
    assert.equal(of(-49, 100), 0)
    assert.equal(of(150, 100), 2)
    assert.equal(of(1999, 10_000), 1999)
  })

  test('lies at most half a unit from the exact share', () => {
    const rate = fc.integer({ min: 0, max: 10_000 })
    const divisor = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(fc.integer(), rate, divisor, (whole, rateBp, outOf) => {
        const part = portion(money(whole, 'SGD'), rateBp, outOf)
        const apart = BigInt(part.amount) * BigInt(outOf) - BigInt(whole) * BigInt(rateBp)
        assert.ok((apart < 0n ? -apart : apart) * 2n <= BigInt(outOf))
      }),
    )
  })

  test('of a refund is minus the portion of the charge', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 10_000 }), (whole, rateBp) => {
        const charged = portion(money(whole, 'SGD'), rateBp).amount
        assert.equal(charged + portion(money(-whole, 'SGD'), rateBp).amount, 0)
      }),
    )
  })
})

suite('an amount as text', () => {
  test('reads back as it was written, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 }),
        currency,
        (units, code) => {
          const text = formatAmount(money(units, code))
          assert.equal(parseAmount(text, code), units)
          assert.equal(text.split('.')[1]?.length ?? 0, currencies[code])
        },
      ),
    )
  })

  test('is written with the decimals of its currency', () => {
    assert.equal(formatAmount(money(1999, 'SGD')), '19.99')
    assert.equal(formatAmount(money(1999, 'JPY')), '1999')
    assert.equal(formatAmount(money(1999, 'KWD')), '1.999')
    assert.equal(formatAmount(money(5, 'SGD')), '0.05')
    assert.equal(formatAmount(money(-5, 'SGD')), '-0.05')
    assert.equal(formatAmount(money(0, 'JPY')), '0')
  })

  test('may have fewer decimals, or more when they are zero', () => {
    assert.equal(parseAmount('19', 'SGD'), 1900)
    assert.equal(parseAmount('19.', 'SGD'), 1900)
    assert.equal(parseAmount('19.9', 'SGD'), 1990)
    assert.equal(parseAmount(' 19.9900 ', 'SGD'), 1999)
    assert.equal(parseAmount('1999.00', 'JPY'), 1999)
    assert.equal(parseAmount('007.50', 'SGD'), 750)
  })

  test('is no amount when it says a fraction of a unit, or is not a number', () => {
    for (const text of [
      '19.995',
      '0.001',
      '1e3',
      '1,000.00',
      '$5',
      '',
      '.',
      '.5',
      '--1',
      '+1',
      '0x10',
    ]) {
      assert.equal(parseAmount(text, 'SGD'), null, text)
    }
    assert.equal(parseAmount('0.5', 'JPY'), null)
    for (const code of ['XXX', 'constructor']) assert.equal(parseAmount('1', code), null, code)
    assert.equal(parseAmount('9999999999999.99', 'SGD'), 999_999_999_999_999)
    assert.equal(parseAmount('9999999999999.999', 'KWD'), null, 'beyond what is exact')
  })

  test('never fails on whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.string(), currency, (text, code) => {
        const units = parseAmount(text, code)
        assert.ok(units === null || Number.isSafeInteger(units))
      }),
    )
  })
})
