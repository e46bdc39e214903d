import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { defineRefusals, isRefusal } from '#kernel/core/decider.ts'

const refusals = defineRefusals('cart', {
  soldOut: { kind: 'conflict', title: 'Sold out', advice: 'Take less of it.' },
  gone: { kind: 'gone', title: 'The cart is an order now' },
})

suite('the refusals of a service', () => {
  test('have a code made of the service and the name in kebab-case', () => {
    assert.equal(refusals.soldOut('none left').code, 'cart.sold-out')
    assert.equal(refusals.gone('too late').code, 'cart.gone')
  })

  test('carry what the table says and what the case adds', () => {
    assert.deepEqual(refusals.soldOut('2 are left', '/quantity'), {
      refused: true,
      code: 'cart.sold-out',
      kind: 'conflict',
      title: 'Sold out',
      advice: 'Take less of it.',
      detail: '2 are left',
      field: '/quantity',
    })
    assert.deepEqual(refusals.gone('too late'), {
      refused: true,
      code: 'cart.gone',
      kind: 'gone',
      title: 'The cart is an order now',
      detail: 'too late',
    })
  })

  test('are listed in a catalogue, in the order of the table', () => {
    assert.deepEqual(refusals.catalogue, [
      { code: 'cart.sold-out', kind: 'conflict', title: 'Sold out', advice: 'Take less of it.' },
      { code: 'cart.gone', kind: 'gone', title: 'The cart is an order now' },
    ])
  })

  test('are told from events and from anything else', () => {
    assert.ok(isRefusal(refusals.gone('too late')))
    for (const other of [[], [{ type: 'cart.opened' }], null, undefined, 'refused', {}]) {
      assert.ok(!isRefusal(other))
    }
  })
})
