// npm run lighthouse: what Lighthouse says of the front page, a category and a product, on a desk and on a
// phone with a slow line, and how much JavaScript the first page loads. Exit code 1 when a figure misses its
// target.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import lighthouse, { desktopConfig } from 'lighthouse'
import { freePort } from '#adapters/embedded/free-port.ts'
import { chromiumArgs, findChromium } from '#cli/browser/chromium.ts'
import { startOwnShop } from '#cli/browser/own-shop.ts'
import { openShop } from '#cli/browser/shop-window.ts'
import { projectFolder } from '#cli/pages/pages-folder.ts'

const pages = {
  home: '/',
  category: '/categories/coffee-and-tea',
  product: '/products/tide-mug',
}
const forms = {
  desktop: { config: desktopConfig, performance: 95 },
  mobile: { config: undefined, performance: 90 },
}
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const runs = 3
const scriptBytesMax = 120_000

const folder = join(projectFolder, 'reports', 'lighthouse')
await mkdir(folder, { recursive: true })
const shop = await startOwnShop((line) => console.log(line))
const port = await freePort()
const { path, env } = await findChromium()
const browser = await chromium.launch({
  executablePath: path,
  args: [...chromiumArgs, `--remote-debugging-port=${port}`],
  env: { ...process.env, ...env } as Record<string, string>,
})
const rows: string[] = []
let missed = 0
let bytes = 0
try {
  for (const [page, address] of Object.entries(pages)) {
    for (const [form, { config, performance }] of Object.entries(forms)) {
      const measured = await medianOf(`${shop.store.reach.edge}${address}`, config)
      await writeFile(join(folder, `${page}-${form}.html`), measured.report)
      const scores = categories.map((name) => measured.scores[name])
      const targets = [performance, 100, 100, 100]
      const isMet = scores.every((score, at) => score >= (targets[at] ?? 0))
      if (!isMet) missed += 1
      rows.push(
        `| ${page} | ${form} | ${scores.join(' | ')} | ${measured.details} | ${isMet ? 'met' : 'MISSED'} |`,
      )
      console.log(rows.at(-1))
    }
  }
  bytes = await firstScriptBytes(shop.store.reach.edge)
} finally {
  await browser.close()
  await shop.stop()
}
if (bytes > scriptBytesMax) missed += 1
const summary = [
  `| page | form | ${categories.join(' | ')} | median of ${runs} | targets |`,
  `| --- | --- | ${categories.map(() => '---').join(' | ')} | --- | --- |`,
  ...rows,
  '',
  `First-load JavaScript of the front page: ${(bytes / 1_000).toFixed(1)} kB with brotli, target ≤ ${scriptBytesMax / 1_000} kB.`,
  '',
].join('\n')
await writeFile(join(folder, 'summary.md'), summary)
console.log(`\n${summary}\nWritten to ${folder}`)
process.exitCode = missed === 0 ? 0 : 1

interface Measured {
  readonly scores: Record<(typeof categories)[number], number>
  readonly details: string
  readonly report: string
}

async function medianOf(url: string, config: typeof desktopConfig | undefined): Promise<Measured> {
  const all: Measured[] = []
  for (let run = 0; run < runs; run += 1) all.push(await measure(url, config))
  all.sort((one, other) => one.scores.performance - other.scores.performance)
  const middle = all[Math.floor(runs / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

async function measure(url: string, config: typeof desktopConfig | undefined): Promise<Measured> {
  const flags = { port, output: 'html' as const, onlyCategories: [...categories] }
  const result = await lighthouse(url, flags, config)
  if (result === undefined) throw new Error(`Lighthouse has no result for ${url}`)
  const { lhr, report } = result
  const score = (name: string) => Math.round((lhr.categories[name]?.score ?? 0) * 100)
  const shown = (audit: string) => lhr.audits[audit]?.displayValue ?? '?'
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    },
    details: `FCP ${shown('first-contentful-paint')}, LCP ${shown('largest-contentful-paint')}, TBT ${shown('total-blocking-time')}, CLS ${shown('cumulative-layout-shift')}`,
    report: Array.isArray(report) ? report.join('') : report,
  }
}

/** What the front page fetches as scripts until it is drawn, as sent. */
async function firstScriptBytes(edge: string): Promise<number> {
  const { page, visit, close } = await openShop(shop.browser, edge)
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return
    sizes.push(response.headerValue('content-length').then(Number))
  })
  await visit('/')
  await page.waitForLoadState('networkidle')
  await close()
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
