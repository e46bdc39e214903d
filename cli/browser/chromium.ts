import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** What containers need; the pages are our own. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
]
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** `CHROME_PATH`, the Chromium of this machine, or the one that npm brought, unpacked once. */
export async function chromiumPath(): Promise<string> {
  const wanted = process.env['CHROME_PATH']
  if (wanted !== undefined && wanted !== '') return wanted
  return installed.find((path) => existsSync(path)) ?? sparticuz.executablePath()
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs })
}
