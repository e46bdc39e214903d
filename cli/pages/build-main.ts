// A process of its own builds the pages: the bundler's threads and memory go with it, and it gives way
// to the store that is starting at the same time.

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants as zlib, gzip } from 'node:zlib'
import tailwind from '@tailwindcss/vite'
import { build } from 'vite'
import { pagesFolder, projectFolder } from '#cli/pages/pages-folder.ts'

const compressible = /\.(?:html|js|css|svg|txt|json|webmanifest)$/
const worthBytes = 1_024

setPriority(constants.priority.PRIORITY_LOW)
const folder = await pagesFolder()
const draft = `${folder}.${process.pid}`
await mkdir(dirname(folder), { recursive: true })
try {
  // Each empties the folder it writes to: the one at the root goes first.
  await buildPages('storefront', '/', draft)
  await buildPages('console', '/console/', join(draft, 'console'))
  await compressAll(draft)
  // Another process may have been faster; its pages are the same.
  await rename(draft, folder).catch(() => {})
} finally {
  await rm(draft, { recursive: true, force: true })
}

async function buildPages(app: string, base: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(projectFolder, 'apps', app),
    base,
    plugins: [tailwind()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'baseline-widely-available',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        // What every page needs comes as one file: thirty small ones cost more bytes and more requests.
        output: {
          codeSplitting: {
            groups: [
              { name: 'first', tags: ['$initial'], priority: 1 },
              // So does what the pages of the catalogue share, which are entered at any of them.
              { name: 'shelves', test: /apps\/storefront\/(?:browse|home)\// },
            ],
          },
        },
        // "use client" in a package speaks to servers that render React; here is none.
        onLog: (level, log, say) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') say(level, log)
        },
      },
    },
  })
}

/** Beside each file, for the front door to send as they are. */
async function compressAll(where: string): Promise<void> {
  const brotli = promisify(brotliCompress)
  const zip = promisify(gzip)
  const entries = await readdir(where, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(
    files.map(async (file) => {
      const body = await readFile(file)
      if (body.length < worthBytes) return
      const params = { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY }
      await writeFile(`${file}.br`, await brotli(body, { params }))
      await writeFile(`${file}.gz`, await zip(body, { level: zlib.Z_BEST_COMPRESSION }))
    }),
  )
}
