import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { barriers, putOn, tooWide, widths } from '#cli/browser/shop-window.ts'

/** A page at 400 % in a window of 1,280 pixels (WCAG 2.2, 1.4.10). */
const narrowest = 320

/** Colours are all that differs in the dark. */
export async function assertNoBarriers(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await putOn(page, 'light')
    assert.deepEqual(await barriers(page), [], `${width} pixels wide`)
    await putOn(page, 'dark')
    assert.deepEqual(await barriers(page, ['color-contrast']), [], `${width} pixels wide, dark`)
    assert.deepEqual(await tooWide(page), [], `wider than ${width} pixels`)
  }
  await page.setViewportSize({ width: narrowest, height: 900 })
  assert.deepEqual(await tooWide(page), [], `wider than ${narrowest} pixels`)
}
