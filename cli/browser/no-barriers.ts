import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { axeResults, barriersIn, putOn, tooWide, widths } from '#cli/browser/shop-window.ts'
import { projectFolder } from '#cli/pages/pages-folder.ts'

/** A page at 400 % in a window of 1,280 pixels (WCAG 2.2, 1.4.10). */
const narrowest = 320
const folder = join(projectFolder, 'reports', 'axe')

/**
 * Colours are all that differs in the dark.
 * @param name of the page: what axe-core says of it is kept in `reports/axe`
 */
export async function assertNoBarriers(page: Page, name: string): Promise<void> {
  const report: (AxeResults & { readonly width: number; readonly theme: string })[] = []
  const look = async (width: number, theme: 'light' | 'dark', only?: readonly string[]) => {
    await putOn(page, theme)
    const results = await axeResults(page, only)
    report.push({ width, theme, ...results })
    assert.deepEqual(barriersIn(results), [], `${width} pixels wide, ${theme}`)
  }
  try {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await look(width, 'light')
      await look(width, 'dark', ['color-contrast'])
      assert.deepEqual(await tooWide(page), [], `wider than ${width} pixels`)
    }
  } finally {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${name}.json`), JSON.stringify(report, null, 1))
  }
  await page.setViewportSize({ width: narrowest, height: 900 })
  assert.deepEqual(await tooWide(page), [], `wider than ${narrowest} pixels`)
}
