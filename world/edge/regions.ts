import { Region, type EdgeRegion } from '#world/edge/region.ts'

/** Keeps near regions from taking everything, and the division from a zero. */
const distanceFloorMs = 10

/** All regions, and which of them takes a request. */
export class Regions {
  readonly all: readonly Region[]
  readonly #waiting = new Set<() => void>()

  constructor(regions: readonly EdgeRegion[]) {
    this.all = regions.map((region) => new Region(region, () => this.#changed()))
  }

  /** By code or by name. */
  named(name: string | undefined): Region | null {
    if (name === undefined) return null
    return this.all.find((region) => region.code === name || region.name === name) ?? null
  }

  /**
   * The preferred region while it is ready; else one of those that are, by weight and nearness; else
   * one that at least answers, so that it can say itself what is wrong. Null when none does.
   */
  pick(preferred: Region | null, tried: ReadonlySet<Region>): Region | null {
    const rest = this.all.filter((region) => !tried.has(region))
    const ready = rest.filter(({ state, weight }) => state === 'ready' && weight > 0)
    if (preferred !== null && ready.includes(preferred)) return preferred
    if (ready.length > 0) return drawn(ready)
    const drained = rest.find(({ state }) => state === 'ready')
    if (drained !== undefined) return drained
    const answering = rest.filter(({ state }) => state === 'waiting')
    if (preferred !== null && answering.includes(preferred)) return preferred
    return answering[0] ?? null
  }

  /** Resolves when some region's state changes, or after this long. */
  change(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, withinMs)
      this.#waiting.add(wake)
    })
  }

  async watch(): Promise<void> {
    await Promise.all(this.all.map((region) => region.watch()))
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((region) => region.close()))
  }

  #changed(): void {
    for (const wake of this.#waiting) wake()
  }
}

function drawn(regions: readonly Region[]): Region | null {
  const shares = regions.map(({ weight, distanceMs }) => weight / (distanceMs + distanceFloorMs))
  let rest = Math.random() * shares.reduce((sum, share) => sum + share, 0)
  for (const [position, region] of regions.entries()) {
    rest -= shares[position] ?? 0
    if (rest <= 0) return region
  }
  return regions.at(-1) ?? null
}
