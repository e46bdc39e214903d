// A shopper's browser window on a running store. Whatever the browser complains about is kept, and a window that
// closes with complaints fails its test.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { until } from '#cli/e2e/until.ts'

export const widths = [360, 1280] as const
export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface WindowOptions {
  readonly width?: number
  readonly theme?: Theme
  readonly language?: string
  /** Requests are made to fail: the browser's own word that one failed is no complaint then. */
  readonly losesRequests?: boolean
}

export interface ShopWindow {
  readonly page: Page
  readonly context: BrowserContext
  /** Goes to a path of the shop and waits until everything is there. */
  readonly visit: (path: string) => Promise<void>
  /** Closes it. @throws AssertionError with everything the browser complained about */
  readonly close: () => Promise<void>
}

const height = 900
const withinMs = 30_000
const failedRequest = /Failed to load resource/
const axeFile = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))
/** WCAG 2.2, levels A and AA. */
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export async function openShop(
  browser: Browser,
  shop: string,
  { width = 1280, theme = 'light', language = 'en-SG', losesRequests = false }: WindowOptions = {},
): Promise<ShopWindow> {
  const context = await browser.newContext({
    baseURL: shop,
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    timezoneId: 'Asia/Singapore',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(withinMs)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (losesRequests && failedRequest.test(text)) return
    complaints.push(`${text} (${message.location().url})`)
  })
  return {
    page,
    context,
    async visit(path) {
      await page.goto(path)
      await settled(page)
    },
    async close() {
      await context.close()
      assert.deepEqual(complaints, [])
    },
  }
}

/** When the page has a heading, no skeleton any more, and all of its fonts and of the pictures in sight. */
export async function settled(page: Page): Promise<void> {
  // Not waitForFunction: it would evaluate a text inside the page, which the page's rules forbid.
  await until(`${page.url()} is drawn`, () => page.evaluate<boolean>(isDrawn))
}

const isDrawn = `
  document.querySelector('main h1, main h2') !== null &&
  document.querySelector('.pulse') === null &&
  document.fonts.status === 'loaded' &&
  [...document.images].every(({ complete, loading }) => complete || loading === 'lazy')`

/**
 * What axe-core finds wrong on the page as it is, one line each.
 * @param only rules to look at; all of the standard when left out
 */
export async function barriers(page: Page, only?: readonly string[]): Promise<readonly string[]> {
  return barriersIn(await axeResults(page, only))
}

export function barriersIn({ violations }: AxeResults): readonly string[] {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
  )
}

/** All that axe-core says of the page as it is. */
export async function axeResults(page: Page, only?: readonly string[]): Promise<AxeResults> {
  await page.evaluate(`window.axe ?? (() => { ${await axeSource()} })()`)
  const runOnly =
    only === undefined ? { type: 'tag', values: standard } : { type: 'rule', values: only }
  // Of what passes one place each is enough.
  const options = JSON.stringify({ runOnly, resultTypes: ['violations', 'incomplete'] })
  return page.evaluate<AxeResults>(`window.axe.run(document, ${options})`)
}

/** Changes the theme and waits until it is painted. */
export async function putOn(page: Page, colorScheme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(twoFrames)
  await settled(page)
}

const twoFrames =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))'

/** What makes the page wider than its window, outermost first; nothing when it is not. */
export function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(wideElements)
}

const wideElements = `(() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return []
  const beyond = (element) => element.getBoundingClientRect().right > root.clientWidth
  const all = [...document.querySelectorAll('main *, footer *')].filter(beyond)
  return [root.scrollWidth + ' pixels', ...all.slice(0, 20).map((each) => each.outerHTML.slice(0, 160))]
})()`

let source: Promise<string> | null = null
const axeSource = (): Promise<string> => (source ??= readFile(axeFile, 'utf8'))
