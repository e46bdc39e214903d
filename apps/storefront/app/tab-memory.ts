// What this tab remembers of whoever uses it. It outlives a reload, ends with the tab, and goes when they leave.

const keys = ['meridian-checkout', 'meridian-attempts', 'meridian-looked-at'] as const
export type TabKey = (typeof keys)[number]

export function recall<T>(key: TabKey, otherwise: T): T {
  try {
    const kept = sessionStorage.getItem(key)
    return kept === null ? otherwise : (JSON.parse(kept) as T)
  } catch {
    return otherwise
  }
}

/** A browser that keeps nothing goes on without. */
export function remember(key: TabKey, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // It lasts as long as the page.
  }
}

export function forgetShopper(): void {
  try {
    for (const key of keys) sessionStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
