import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taxTable } from '#services/pricing/tax-table.ts'

const members =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

test('the 27 countries of the European Union are in the table, at 15 % or more', () => {
  assert.equal(members.length, 27)
  for (const country of members) {
    // Council Directive 2006/112/EC, articles 97 and 98.
    assert.ok((taxTable[country]?.rates.standard ?? 0) >= 1_500, country)
    assert.ok((taxTable[country]?.rates.reduced ?? 0) >= 500, country)
    assert.equal(taxTable[country]?.included, true, country)
  }
})

test('no reduced rate is above the standard one', () => {
  for (const [country, { rates }] of Object.entries(taxTable)) {
    assert.ok(rates.reduced <= rates.standard && rates.zero === 0, country)
  }
})
