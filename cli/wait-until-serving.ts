import type { StoreFile } from '#cli/running-store.ts'
import { CommandError } from '#cli/command.ts'

const everyMs = 50
const withinMs = 30_000

/** Resolves when every region of the store may be written to. @throws CommandError when it takes too long */
export async function waitUntilServing(store: StoreFile): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    const ready = await Promise.all(store.regions.map(({ url }) => isReady(url)))
    if (ready.every(Boolean)) return
    if (performance.now() > end) {
      const missing = store.regions.filter((_, position) => !ready[position])
      throw new CommandError(
        `not ready after ${withinMs / 1000} s: ${missing.map(({ name }) => name).join(', ')}`,
        1,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
