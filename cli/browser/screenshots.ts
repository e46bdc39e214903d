// npm run screenshots [-- NAME…]: pictures of every page of both applications, in both themes, on a phone and on a desk.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startOwnShop } from '#cli/browser/own-shop.ts'
import { openShop, putOn, themes, widths } from '#cli/browser/shop-window.ts'
import { accountSights } from '#cli/browser/account-visits.ts'
import { consoleSights, furnishConsole } from '#cli/browser/console-sights.ts'
import { sights } from '#cli/browser/sights.ts'
import { projectFolder } from '#cli/pages/pages-folder.ts'

const folder = join(projectFolder, 'screenshots')
const wanted = process.argv.slice(2)
const all = [...sights, ...accountSights, ...consoleSights]
const shown = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
await mkdir(folder, { recursive: true })
const shop = await startOwnShop((line) => console.log(line))
try {
  await furnishConsole(shop.store.reach)
  for (const width of widths) {
    for (const { name, go, isOverlay, isMissing } of shown) {
      const window = await openShop(shop.browser, shop.store.reach.edge, {
        width,
        losesRequests: isMissing === true,
      })
      const { page } = window
      await go(page, shop.store.reach)
      for (const theme of themes) {
        await putOn(page, theme)
        const path = join(folder, `${name}-${width}-${theme}.png`)
        await page.screenshot({ path, fullPage: isOverlay !== true })
      }
      await window.close()
      console.log(`${name}, ${width} px`)
    }
  }
  console.log(`Written to ${folder}`)
} finally {
  await shop.stop()
}
