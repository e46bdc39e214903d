// A merchant's pictures, from the console's form of a product to the page that shoppers see.

import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { asOwner } from '#cli/browser/console-window.ts'
import { assertNoBarriers } from '#cli/browser/no-barriers.ts'
import { inWindowOf, startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { settled } from '#cli/browser/shop-window.ts'
import { drawnPicture } from '#cli/e2e/drawn-picture.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'

let shop: OwnShop
before(async () => {
  shop = await startOwnShop(() => undefined)
  await putOnSale(shop.store.reach, { sku: 'E2E-POT' })
})
after(() => shop.stop())

const pictureOf = (name: string, colour: readonly [number, number, number]) => ({
  name,
  mimeType: 'image/png',
  buffer: drawnPicture(300, 200, colour),
})
const red = pictureOf('red.png', [190, 60, 50])
const blue = pictureOf('blue.png', [50, 80, 170])
const green = pictureOf('green.png', [60, 140, 80])
const notes = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('words') }
const huge = { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(8_000_001) }

const alternative = (page: Page, place: number) =>
  page.getByLabel(`Alternative text of picture ${place}`)
const focused = (page: Page) =>
  page.evaluate<string | null>(`document.activeElement.getAttribute('aria-label')`)
const pictures = (page: Page) => page.getByRole('button', { name: /^Remove picture/ })

/** As a file manager does. */
async function drop(page: Page, { name, mimeType, buffer }: typeof red): Promise<void> {
  const content = JSON.stringify(buffer.toString('base64'))
  const carried = await page.evaluateHandle(`(() => {
    const carried = new DataTransfer()
    const bytes = Uint8Array.from(atob(${content}), (each) => each.charCodeAt(0))
    carried.items.add(new File([bytes], '${name}', { type: '${mimeType}' }))
    return carried
  })()`)
  await page.getByText('Drop pictures here').dispatchEvent('drop', { dataTransfer: carried })
}

it('uploads pictures, describes and orders them, and shows them to shoppers', () =>
  inWindowOf(
    shop,
    async (page) => {
      await asOwner(page, shop.store.reach)
      await page.goto('/console/products/e2e-pot')
      const field = page.getByLabel('Drop pictures here')
      await field.setInputFiles([red, notes, huge, blue])
      await alternative(page, 2).waitFor()
      await page.getByText('no picture that is taken here').waitFor()
      await page.getByText('It is larger than 8 MB').waitFor()
      await drop(page, green)
      await alternative(page, 3).waitFor()
      await alternative(page, 1).fill('A red pot')
      await alternative(page, 2).fill('A blue pot')
      await alternative(page, 3).fill('A green pot')
      await assertNoBarriers(page, 'console-pictures')

      await page.getByRole('button', { name: 'Take notes.png off the list' }).click()
      await page.getByText('no picture that is taken here').waitFor({ state: 'detached' })
      // By keyboard alone: the focus goes with the picture, and turns round at the end.
      await page.getByRole('button', { name: 'Move picture 3 up' }).press('Enter')
      await page.keyboard.press('Enter')
      assert.equal(await alternative(page, 1).inputValue(), 'A green pot')
      assert.equal(await focused(page), 'Move picture 1 down')
      await page.keyboard.press('Enter')
      assert.equal(await alternative(page, 2).inputValue(), 'A green pot')
      assert.equal(await focused(page), 'Move picture 2 down')
      await page.getByRole('button', { name: 'Move picture 2 up' }).press('Enter')
      await page.getByRole('button', { name: 'Remove picture 2' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved; both regions').waitFor()

      await page.reload()
      await alternative(page, 2).waitFor()
      assert.equal(await pictures(page).count(), 2)
      assert.equal(await alternative(page, 1).inputValue(), 'A green pot')
      assert.equal(await alternative(page, 2).inputValue(), 'A blue pot')
      await page.getByText('300 × 200 pixels').first().waitFor()

      await page.goto('/products/e2e-pot')
      await page.getByRole('img', { name: 'A green pot' }).waitFor()
      await settled(page)
      const drawn = await page.evaluate<number>(
        `document.querySelector('img[alt="A green pot"]').naturalWidth`,
      )
      assert.equal(drawn, 300)
    },
    // One file is refused, which the browser takes for a failure.
    { losesRequests: true },
  ))
