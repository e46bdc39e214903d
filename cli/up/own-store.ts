import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreFile } from '#cli/running-store.ts'
import { startControlServer } from '#cli/up/control-server.ts'
import { Store, type StoreOptions } from '#cli/up/store.ts'
import { waitUntilServing } from '#cli/wait-until-serving.ts'

export interface OwnStore {
  readonly dir: string
  readonly reach: StoreFile
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

export interface OwnStoreOptions extends Partial<
  Pick<StoreOptions, 'regions' | 'mode' | 'durability' | 'linkLatencyMs' | 'staticDir'>
> {
  /** Left to the caller; by default a new folder, which is removed with the store. */
  readonly dir?: string
}
/** Starts a store in a folder of its own; the other commands reach it there. */
export async function startOwnStore(
  say: (line: string) => void,
  options: OwnStoreOptions = {},
): Promise<OwnStore> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'meridian-store-')))
  const endings = [
    async () => {
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
    },
  ]
  const stop = async () => {
    for (const end of endings.splice(0)) await end()
  }
  try {
    const store = await Store.start({ port: 0, linkLatencyMs: 0, say, ...options, dir })
    endings.unshift(() => store.stop())
    const server = await startControlServer(store)
    endings.unshift(async () => {
      server.close()
      server.closeAllConnections()
    })
    store.writeStoreFile()
    const reach = store.describe()
    await waitUntilServing(reach)
    return { dir, reach, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
