import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreFile } from '#cli/running-store.ts'
import { startControlServer } from '#cli/up/control-server.ts'
import { Store, type StoreOptions } from '#cli/up/store.ts'
import { waitUntilServing } from '#cli/wait-until-serving.ts'

/** Starts a store in a folder of its own, lends it out, and removes it again. */
export async function withOwnStore<Result>(
  say: (line: string) => void,
  use: (store: StoreFile) => Promise<Result>,
  options: Partial<Pick<StoreOptions, 'regions' | 'mode' | 'linkLatencyMs'>> = {},
): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-store-'))
  try {
    const store = await Store.start({ dir, port: 0, linkLatencyMs: 0, say, ...options })
    const token = randomBytes(24).toString('base64url')
    const server = await startControlServer(store, token)
    try {
      const reach = store.describe(token)
      await waitUntilServing(reach)
      return await use(reach)
    } finally {
      server.close()
      server.closeAllConnections()
      await store.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
