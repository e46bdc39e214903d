import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

/** What containers need; the pages are our own. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
]
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const systemFonts = '/etc/fonts/fonts.conf'
const unpackWithinMs = 120_000
const run = promisify(execFile)

export interface Chromium {
  readonly path: string
  /** For its process: where it finds what this machine lacks. */
  readonly env: Readonly<Record<string, string>>
}

export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium()
  return chromium.launch({
    executablePath: path,
    args: chromiumArgs,
    env: { ...definedIn(process.env), ...env },
  })
}

/** `CHROME_PATH`, the Chromium of this machine, or the one that npm brought, unpacked once. */
export async function findChromium(): Promise<Chromium> {
  const wanted = process.env['CHROME_PATH']
  if (wanted !== undefined && wanted !== '') return { path: wanted, env: {} }
  const here = installed.find((path) => existsSync(path))
  return here === undefined ? unpacked() : { path: here, env: {} }
}

async function unpacked(): Promise<Chromium> {
  const folder = join(tmpdir(), `meridian-chromium-${await packageVersion()}`)
  if (!existsSync(folder)) await unpackInto(folder)
  const path = join(folder, 'chromium')
  const { stdout } = await run('ldd', [path]).catch(() => ({ stdout: '' }))
  return {
    path,
    env: {
      ...(stdout.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}),
      ...(existsSync(systemFonts) ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  }
}

/** Under another name first: a folder that exists is complete, whoever else unpacks at the same time. */
async function unpackInto(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`)
  try {
    const file = fileURLToPath(new URL('unpack-chromium-main.ts', import.meta.url))
    const env = { ...process.env, TMPDIR: draft }
    await run(process.execPath, [file], { env, timeout: unpackWithinMs })
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function packageVersion(): Promise<string> {
  const file = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
