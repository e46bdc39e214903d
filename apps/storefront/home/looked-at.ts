import { recall, remember } from '#apps/storefront/app/tab-memory.ts'

const storageKey = 'meridian-looked-at'
const keptMax = 12

export interface Look {
  readonly handle: string
  /** The category it stands in; null when in none. */
  readonly category: string | null
}

/** What was looked at in this tab, the latest first. */
export function lookedAt(): readonly Look[] {
  return recall(storageKey, [])
}

export function noteLook(look: Look): void {
  const others = lookedAt().filter(({ handle }) => handle !== look.handle)
  remember(storageKey, [look, ...others].slice(0, keptMax))
}
