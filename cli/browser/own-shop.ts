import type { Browser, Page } from 'playwright-core'
import { openShop, type ShopWindow, type WindowOptions } from '#cli/browser/shop-window.ts'
import { launchChromium } from '#cli/browser/chromium.ts'
import { seedDemoCatalog } from '#cli/demo-catalog/seed.ts'
import { preparePages } from '#cli/pages/prepare-pages.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import { showCatalog } from '#cli/up/show-catalog.ts'
import { worldControl } from '#cli/up/world-control.ts'

export interface OwnShop {
  readonly store: OwnStore
  readonly browser: Browser
  stop(): Promise<void>
}

/** A store of its own with the demo catalogue and its pages, and a browser to look at it. */
export async function startOwnShop(say: (line: string) => void): Promise<OwnShop> {
  const pages = await preparePages()
  const [store, browser] = await Promise.all([
    startOwnStore(say, { staticDir: pages.folder }),
    launchChromium(),
    pages.ready,
  ])
  const stop = async () => {
    await browser.close()
    await store.stop()
  }
  try {
    const { dir, reach } = store
    await seedDemoCatalog(dir, reach)
    await showCatalog(reach, worldControl(reach.worldControl.url, reach.worldControl.token))
    return { store, browser, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Lets somebody use a fresh window on the shop; what the browser complained about meanwhile fails. */
export async function inWindowOf(
  { browser, store }: OwnShop,
  use: (page: Page, window: ShopWindow) => Promise<void>,
  options: WindowOptions = {},
): Promise<void> {
  const window = await openShop(browser, store.reach.edge, options)
  await use(window.page, window)
  await window.close()
}
