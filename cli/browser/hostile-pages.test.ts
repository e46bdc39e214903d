// What people write is shown by the pages of the shop and of its console as they wrote it, and runs in
// none of them. A window that closes with complaints fails: what the browser kept from running is one.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { inOwnersWindow } from '#cli/browser/console-window.ts'
import { inWindowOf, startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { settled } from '#cli/browser/shop-window.ts'
import { askStaff, askWell } from '#cli/e2e/ask.ts'
import { inputOf, putOnSale } from '#cli/e2e/merchandise.ts'
import { fillCart, orderBody, orderOnce, patience } from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'
import type { OrderView } from '#services/orders/contract.ts'

/** Each gets out of another place: a text, an attribute, a title, a script, a link, a template. */
const texts = [
  '<img src=x onerror="window.hurt=1">',
  `"'><svg/onload="window.hurt=2">`,
  '</title></head><script>window.hurt=3</script>',
  '</script><script>window.hurt=4</script>',
  'javascript:window.hurt=5',
  '{{constructor.constructor("window.hurt=6")()}}${window.hurt=6}',
] as const
const handleOf = (at: number): string => `hurtful-${at}`

let shop: OwnShop
const orders: OrderView[] = []

before(async () => {
  shop = await startOwnShop(() => undefined)
  const { reach } = shop.store
  for (const [at, text] of texts.entries()) {
    const sku = `HURT-${at}`
    const plain = inputOf(await putOnSale(reach, { handle: handleOf(at), sku }))
    const [variant] = plain.variants
    assert.ok(variant)
    const product = {
      ...plain,
      title: `Hurtful ${text}`,
      descriptionHtml: text,
      vendor: text,
      type: text,
      tags: [text],
      options: [{ name: text }],
      variants: [{ ...variant, options: [text] }],
      seo: { title: '', description: text },
      fields: { note: { type: 'text', value: text } },
    }
    await askStaff(reach, 'PUT', `products/${product.handle}`, product)
    const cart = await fillCart(reach.edge, [{ sku, quantity: 1 }])
    const body = orderBody(cart)
    const shippingAddress = { ...body.shippingAddress, name: text, line1: text, city: text }
    const wish = { ...body, shippingAddress }
    const order = await askWell<OrderView>('POST', `${reach.edge}/v1/orders`, wish, patience)
    await orderOnce(reach.edge, order.id, 'confirmed', ({ status }) => status === 'confirmed')
    await askStaff(reach, 'POST', `orders/${order.id}/notes`, { text })
    orders.push(order)
  }
  await until('all can be found', async () => {
    const url = `${reach.edge}/v1/search?q=hurtful`
    const { items } = await askWell<{ items: readonly unknown[] }>('GET', url)
    return items.length === texts.length
  })
})
after(() => shop.stop())

/** What stands in a page that nobody has put there. */
const intruders = `[...document.querySelectorAll('*')].flatMap((element) => [
  ...[...element.attributes].filter(({ name, value }) =>
    /^on/.test(name) || (/^(href|src|action|formaction|xlink:href)$/.test(name) && /^\\s*javascript:/i.test(value))),
  ...(element.matches('img[src="x"], svg[onload], head ~ script') ? [element] : []),
]).map((each) => each.outerHTML ?? each.name + '=' + each.value)`

async function assertHarmless(page: Page, path: string, shows: readonly string[]): Promise<void> {
  await page.goto(path)
  await settled(page)
  for (const text of shows) await page.locator('body').getByText(text).first().waitFor()
  assert.deepEqual(await page.evaluate(intruders), [], path)
  assert.equal(await page.evaluate('window.hurt'), undefined, path)
}

describe('what somebody wrote to hurt', { concurrency: 1 }, () => {
  it('does hurt where it is taken for a page', async () => {
    const page = await shop.browser.newPage()
    await page.setContent(texts.join('\n'))
    assert.ok((await page.evaluate<readonly string[]>(intruders)).length > 2)
    assert.notEqual(await page.evaluate('window.hurt'), undefined)
    await page.close()
  })

  it('is words on the pages of the shop', () =>
    inWindowOf(shop, async (page) => {
      const titles = texts.map((text) => `Hurtful ${text}`)
      await assertHarmless(page, '/search?q=hurtful', titles)
      await assertHarmless(page, `/search?q=${encodeURIComponent(texts[0])}`, [texts[0]])
      for (const [at, order] of orders.entries()) {
        const text = texts[at] ?? ''
        await assertHarmless(page, `/products/${handleOf(at)}`, [`Hurtful ${text}`])
        assert.equal(await page.title(), `Hurtful ${text} · Meridian`)
        await page.getByRole('button', { name: 'Add to cart' }).click()
        await page.getByRole('dialog').getByText(`Hurtful ${text}`).first().waitFor()
        await assertHarmless(page, `/orders/${order.id}`, [`Hurtful ${text}`])
      }
      await assertHarmless(page, '/checkout', titles)
    }))

  it('is words on the pages of the console', () =>
    inOwnersWindow(shop, async (page) => {
      await assertHarmless(page, '/console/products?find=hurtful', [`Hurtful ${texts[0]}`])
      for (const [at, order] of orders.entries()) {
        const text = texts[at] ?? ''
        await assertHarmless(page, `/console/products/${handleOf(at)}`, [`Hurtful ${text}`])
        assert.equal(
          await page.getByLabel('Title', { exact: true }).inputValue(),
          `Hurtful ${text}`,
        )
        await assertHarmless(page, `/console/orders/${order.id}`, [`Hurtful ${text}`, text])
      }
      for (const path of ['orders', 'inventory', 'customers', 'settings/audit']) {
        await assertHarmless(page, `/console/${path}`, [])
      }
      const [order] = orders
      await assertHarmless(page, `/console/operations/events?document=${order?.id}`, [])
    }))
})
