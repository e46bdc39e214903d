import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { StoreFile } from '#cli/running-store.ts'

const withinMs = 300_000

export interface ImportCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  /** As the command measures itself: without the start of its process. */
  readonly seconds: number
}

/** `meridian import FILE` in a process of its own. @throws Error when it gives no report */
export async function runImport(file: string, store: StoreFile): Promise<ImportCounts> {
  const url = store.regions[0]?.url ?? store.edge
  const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    [...process.execArgv, main, 'import', file, '--url', url, '--json'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: withinMs,
      env: { ...process.env, MERIDIAN_KEY: store.operatorKey },
    },
  )
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  try {
    const { products, seconds } = JSON.parse(output) as {
      products: Omit<ImportCounts, 'seconds'>
      seconds: number
    }
    return { ...products, seconds }
  } catch (cause) {
    throw new Error(`the import gave no report: ${errors.trim() || output.slice(0, 200)}`, {
      cause,
    })
  }
}
