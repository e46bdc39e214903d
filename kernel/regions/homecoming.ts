// When a region that went out comes back, and gets back what it lost: by itself, one step at a time,
// after waits that grow while it does not work out. Where it stands is read from the serving map
// each time, so a process that ends in between goes on where it was.

import type { Clock } from '#kernel/ports/clock.ts'
import type { Peer, PeerStatus } from '#kernel/ports/peer.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import { awaitedBy } from '#kernel/regions/next-map.ts'
import type { Serving } from '#kernel/regions/serving.ts'

const afterMs = 2_000
const afterMaxMs = 60_000

export interface HomecomingParts {
  readonly serving: Serving
  readonly clock: Clock
  /** Whether a region that is out comes back without being told. */
  readonly rejoinByItself: boolean
  /** What keeps this region from taking a copy, such as a full disk. */
  readonly trouble: () => string | null
  readonly rejoin: () => Promise<unknown>
  /** Asks the peer for the homes that this region lost. */
  readonly takeHomesBack: () => Promise<void>
  /** Lets go of what is frozen, when what was lost is accounted for. */
  readonly thaw: () => Promise<void>
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
}

interface Step {
  readonly name: 'rejoin' | 'take-homes-back' | 'thaw'
  readonly take: () => Promise<unknown>
  readonly otherwise: string
}

export class Homecoming {
  readonly #parts: HomecomingParts
  readonly #tries = new Map<Step['name'], number>()
  /** Since when the next step could be taken; since when there was none. */
  #readySince: number | null = null
  #wellSince: number | null = null
  #working: Promise<void> | null = null

  constructor(parts: HomecomingParts) {
    this.#parts = parts
  }

  /** Settles when the step under way, if any, has ended. */
  async rest(): Promise<void> {
    await this.#working
  }

  /** To be called now and then; returns at once. */
  look(nowMs: number, peer: PeerStatus | null): void {
    if (this.#working !== null) return
    const next = this.#next(peer)
    if (next === null) {
      this.#readySince = null
      this.#wellSince ??= nowMs
      if (nowMs - this.#wellSince > afterMaxMs) this.#tries.clear()
      return
    }
    this.#wellSince = null
    this.#readySince ??= nowMs
    const tries = this.#tries.get(next.name) ?? 0
    if (nowMs - this.#readySince < Math.min(afterMaxMs, afterMs * 2 ** tries)) return
    this.#readySince = null
    this.#tries.set(next.name, tries + 1)
    this.#working = next
      .take()
      .then(
        () => undefined,
        (error: unknown) => this.#parts.say(next.otherwise, { error }),
      )
      .finally(() => {
        this.#working = null
      })
  }

  #next(peer: PeerStatus | null): Step | null {
    const { serving, rejoinByItself, trouble, rejoin, takeHomesBack, thaw } = this.#parts
    const { standing, map, region } = serving
    if (standing === 'out') {
      const ready = peer?.standing === 'solo' && peer.ledger && !peer.pairing && trouble() === null
      if (!rejoinByItself || !ready) return null
      return { name: 'rejoin', take: rejoin, otherwise: 'could not rejoin; will try again' }
    }
    if (standing !== 'paired' || map === null) return null
    if (awaitedBy(map, region).length > 0) {
      const otherwise = 'the peer still serves our home; will ask again'
      return { name: 'take-homes-back', take: takeHomesBack, otherwise }
    }
    if (Object.values(map.frozen ?? {}).some(({ lost }) => lost === region)) {
      return { name: 'thaw', take: thaw, otherwise: 'what is frozen stays so; will try again' }
    }
    return null
  }
}

/** Asks the peer for each home that this region lost; `learn` takes the map that comes of it. */
export async function takeHomesBack(
  { peer, serving }: { readonly peer: Pick<Peer, 'handOver'>; readonly serving: Serving },
  learn: (map: ServingMap) => Promise<void>,
): Promise<void> {
  for (const home of serving.map === null ? [] : awaitedBy(serving.map, serving.region)) {
    await learn(await peer.handOver(home))
  }
}
