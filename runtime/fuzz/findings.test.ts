// What fuzzing has found, one plain test each.

import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { WholeShop } from '#runtime/whole-shop.ts'

test('the shipping zones of a new shop can be put back as they were read', async (t) => {
  const shop = await WholeShop.open()
  t.after(() => shop.close())
  const path = '/v1/admin/shipping-zones'
  const zones = await shop.ask<object>('GET', path)
  deepEqual(await shop.ask('PUT', path, zones), zones)
})

test('availability is told for whatever was asked, even what could be no SKU', async (t) => {
  const shop = await WholeShop.open()
  t.after(() => shop.close())
  const answer = await shop.send('GET', '/v1/availability?sku=%20')
  equal(answer.statusCode, 200)
  deepEqual(answer.json(), {
    items: [{ sku: ' ', tracked: true, backorder: false, available: 0 }],
  })
})
