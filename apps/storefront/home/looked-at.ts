const storageKey = 'meridian-looked-at'
const keptMax = 12

export interface Look {
  readonly handle: string
  /** The category it stands in; null when in none. */
  readonly category: string | null
}

/** What was looked at in this tab, the latest first. */
export function lookedAt(): readonly Look[] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as readonly Look[]
  } catch {
    return []
  }
}

export function noteLook(look: Look): void {
  const others = lookedAt().filter(({ handle }) => handle !== look.handle)
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([look, ...others].slice(0, keptMax)))
  } catch {
    // Then nothing is recommended.
  }
}
