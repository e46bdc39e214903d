// The blobs of two regions, which are to survive the loss of either. A file is acknowledged as a commit is:
// while the regions are paired, when the peer has it too; alone, when this region has it, and the peer gets it
// after they are paired again. That is looked for at every new epoch, by comparing names: a list of what is
// owed would be one more thing to lose. A file cannot change, so there is nothing to agree on but whether it is
// there, and whoever misses one asks the other and keeps the answer.
//
// Not promised: that a region knows every file of the peer at the moment they pair. Should the peer be lost
// before the sweep is through, what it took alone is missing until it returns.

import { suffixOf } from '#kernel/core/blob-id.ts'
import { Fault, isFault } from '#kernel/core/fault.ts'
import { seconds } from '#kernel/core/instant.ts'
import type { Blobs } from '#kernel/ports/blobs.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Serving } from '#kernel/regions/serving.ts'

export interface PeerBlobs {
  keep(id: string, bytes: Uint8Array): Promise<void>
  read(id: string): Promise<Uint8Array | null>
  missing(ids: readonly string[]): Promise<readonly string[]>
}

export interface PairedBlobsParts {
  readonly own: Blobs
  readonly peer: PeerBlobs
  readonly serving: Pick<Serving, 'standing' | 'epoch'>
  readonly clock: Clock
  /** The peer could not be given what it lacks; it is tried again. */
  readonly onFailure: (error: unknown) => void
}

/** Longer than a region takes to go on alone, and shorter than the front door waits. */
const acknowledgeWithinMs = seconds(8)
const againAfterMs = 200
const sweepEveryMs = seconds(1)
const sweepPage = 500

export class PairedBlobs implements Blobs {
  readonly #parts: PairedBlobsParts
  readonly #fetching = new Map<string, Promise<Uint8Array | null>>()
  readonly #stopped = new AbortController()
  #sweptEpoch = 0
  #loop: Promise<void> | null = null

  constructor(parts: PairedBlobsParts) {
    this.#parts = parts
  }

  async put(bytes: Uint8Array, suffix: string): Promise<string> {
    const { own, peer, serving, clock } = this.#parts
    if (serving.standing === 'starting' || serving.standing === 'out') {
      throw new Fault('not-serving')
    }
    const id = await own.put(bytes, suffix)
    const endMs = clock.monotonic() + acknowledgeWithinMs
    // Whoever is alone here is so with the file on disk: the sweep of the next pairing finds it.
    while (serving.standing !== 'solo') {
      try {
        await peer.keep(id, bytes)
        return id
      } catch (error) {
        if (!isFault(error)) throw error
        if (clock.monotonic() + againAfterMs > endMs) {
          throw new Fault('unavailable', 'the other region does not have it yet', { cause: error })
        }
        await clock.sleep(againAfterMs)
      }
    }
    return id
  }

  async get(id: string): Promise<Uint8Array | null> {
    const here = await this.#parts.own.get(id)
    if (here !== null) return here
    const fetching = this.#fetching.get(id) ?? this.#fetch(id)
    this.#fetching.set(id, fetching)
    try {
      return await fetching
    } finally {
      this.#fetching.delete(id)
    }
  }

  missing(ids: readonly string[]): Promise<readonly string[]> {
    return this.#parts.own.missing(ids)
  }

  list(after: string, limit: number): Promise<readonly string[]> {
    return this.#parts.own.list(after, limit)
  }

  /** From here on gives the peer what it lacks, whenever they have paired. */
  start(): void {
    this.#loop ??= this.#keepSweeping()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#loop
  }

  async #fetch(id: string): Promise<Uint8Array | null> {
    const { own, peer, serving } = this.#parts
    let bytes: Uint8Array | null
    try {
      bytes = await peer.read(id)
    } catch (error) {
      // Alone, this region has all that was ever acknowledged to anybody.
      if (isFault(error) && serving.standing === 'solo') return null
      throw error
    }
    if (bytes === null) return null
    // The name follows from the bytes: what the peer sent for another comes to nothing.
    const kept = await own.put(bytes, suffixOf(id))
    return kept === id ? bytes : null
  }

  async #keepSweeping(): Promise<void> {
    const { serving, clock, onFailure } = this.#parts
    const { signal } = this.#stopped
    while (!signal.aborted) {
      const { standing, epoch } = serving
      if (standing === 'paired' && epoch !== this.#sweptEpoch) {
        try {
          await this.#sweep()
          this.#sweptEpoch = epoch
        } catch (error) {
          onFailure(error)
        }
      }
      await clock.sleep(sweepEveryMs, signal).catch(() => undefined)
    }
  }

  async #sweep(): Promise<void> {
    const { own, peer } = this.#parts
    let page = await own.list('', sweepPage)
    while (page.length > 0 && !this.#stopped.signal.aborted) {
      for (const id of await peer.missing(page)) {
        const bytes = await own.get(id)
        if (bytes !== null) await peer.keep(id, bytes)
      }
      page = await own.list(page.at(-1) ?? '', sweepPage)
    }
  }
}
