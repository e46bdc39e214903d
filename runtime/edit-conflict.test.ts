import { deepEqual, match } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { WholeShop } from '#runtime/whole-shop.ts'
import { aProduct } from '#services/catalog/catalog-fixture.ts'

let shop: WholeShop
before(async () => {
  shop = await WholeShop.open()
})
after(() => shop.close())

test('a product that somebody else has saved meanwhile is not overwritten', async () => {
  const path = '/v1/admin/products/tea'
  await shop.ask('PUT', path, aProduct())
  const { headers } = await shop.send('GET', path)
  const mine = { 'if-match': String(headers['etag']) }
  match(mine['if-match'], /^"\d+"$/)
  await shop.ask('PUT', path, aProduct({ title: 'Theirs' }))
  const refused = await shop.send('PUT', path, aProduct({ title: 'Mine' }), mine)
  const now = await shop.ask<{ title: string }>('GET', path)
  deepEqual([refused.statusCode, now.title], [412, 'Theirs'])
})
