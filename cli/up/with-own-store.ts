import type { StoreFile } from '#cli/running-store.ts'
import { startOwnStore, type OwnStoreOptions } from '#cli/up/own-store.ts'

/** Starts a store in a folder of its own, lends it out, and removes it again. */
export async function withOwnStore<Result>(
  say: (line: string) => void,
  use: (store: StoreFile) => Promise<Result>,
  options: OwnStoreOptions = {},
): Promise<Result> {
  const store = await startOwnStore(say, options)
  try {
    return await use(store.reach)
  } finally {
    await store.stop()
  }
}
