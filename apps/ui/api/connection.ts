// What the answers tell of the platform: whether it can be reached, and which region speaks.

import { useSyncExternalStore } from 'react'

export interface Connection {
  /** How many requests are being sent again because no good answer came. */
  readonly waiting: number
  /** Such as ap-southeast-1; null before the first answer. */
  readonly region: string | null
}

let now: Connection = { waiting: 0, region: null }
const listeners = new Set<() => void>()

function change(next: Connection): void {
  now = next
  for (const listener of listeners) listener()
}

export function noteWaiting(by: 1 | -1): void {
  change({ ...now, waiting: now.waiting + by })
}

/** An answer kept at the front door names the region it came from long ago, so it does not count. */
export function noteRegion({ headers }: Response): void {
  const region = headers.get('meridian-region')
  const kept = headers.get('meridian-cache') ?? 'miss'
  if (region === null || region === now.region) return
  if (now.region === null || kept === 'miss') change({ ...now, region })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => now)
}
