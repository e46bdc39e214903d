// Every page of the console, looked at by axe-core and by its width.

import { after, before, describe, it } from 'node:test'
import { assertNoBarriers } from '#cli/browser/no-barriers.ts'
import { consoleSights, furnishConsole } from '#cli/browser/console-sights.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { openShop, widths } from '#cli/browser/shop-window.ts'

let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
  await furnishConsole(shop.store.reach)
})
after(() => shop.stop())

describe('every page of the console', { concurrency: 1 }, () => {
  for (const { name, go, isMissing } of consoleSights) {
    it(`meets no barrier in either theme, on a phone or on a desk: ${name}`, async () => {
      const window = await openShop(shop.browser, shop.store.reach.edge, {
        width: widths[0],
        losesRequests: isMissing === true,
      })
      await go(window.page, shop.store.reach)
      await assertNoBarriers(window.page, name)
      await window.close()
    })
  }
})
