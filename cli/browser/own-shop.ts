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
  // What was started ends also when what comes after it does not start: a browser that is left keeps a test going.
  await using started = new AsyncDisposableStack()
  const store = await startOwnStore(say, { staticDir: pages.folder })
  started.defer(() => store.stop())
  await pages.ready
  const browser = await launchChromium()
  started.defer(() => browser.close())
  const { dir, reach } = store
  await seedDemoCatalog(dir, reach)
  await showCatalog(reach, worldControl(reach.worldControl.url, reach.worldControl.token))
  const all = started.move()
  return { store, browser, stop: () => all.disposeAsync() }
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
