// Who may write what, as this process knows it. Every command enters through here, so a planned
// hand-over can hold commands of one home back for a moment instead of failing them.

import { Fault } from '#kernel/core/fault.ts'
import { homeOf, type Home } from '#kernel/core/id.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'

export type Standing =
  /** Has not yet learned the serving map. */
  | 'starting'
  /** Both regions are up and hold every acknowledged commit. */
  | 'paired'
  /** This region serves every home and waits for nobody. */
  | 'solo'
  /** The other region went on alone; this one must be re-seeded before it serves again. */
  | 'out'

interface PairKnowledge {
  /** While paired. */
  stands(): Promise<boolean>
  /** While alone: no process of this region has taken the peer back in. */
  isOver(): Promise<boolean>
  /** While paired: another process of this region may have begun to go on alone. */
  isLeft(): Promise<boolean>
}

export class Serving {
  readonly region: Home
  readonly regionName: string
  /** The primary first. */
  readonly homes: readonly Home[]
  #map: ServingMap | null = null
  #standing: Standing = 'starting'
  #held = new Map<Home, { released: Promise<void>; release: () => void }>()
  #inside = new Map<Home, number>()
  #leaving: (() => void)[] = []
  #onChange: ((standing: Standing) => void)[] = []
  #sight = { isFresh: () => true }
  #pair: PairKnowledge = {
    stands: async () => true,
    isOver: async () => true,
    isLeft: async () => false,
  }
  #isLeaving = false
  #isJoining = false
  #doubts = 0
  #settled = 0

  constructor(region: Home, regionName: string, homes: readonly Home[]) {
    this.region = region
    this.regionName = regionName
    this.homes = homes
  }

  get standing(): Standing {
    return this.#standing
  }

  /** Whether this region takes part: alone or in the pair. */
  get inForce(): boolean {
    return this.#standing === 'paired' || this.#standing === 'solo'
  }

  /**
   * Whether what can be read here may include commits that the peer does not have: they waited for
   * it, and then the wait or the database ended. Should the peer go on alone, they never happened.
   */
  get inDoubt(): boolean {
    return this.#standing === 'paired' && this.#doubts > this.#settled
  }

  /**
   * While paired: whether the peer was seen just now, so that it cannot long have gone on alone. While
   * alone: whether the peer is not about to be taken in.
   */
  get isCurrent(): boolean {
    return this.#standing === 'paired' ? this.#sight.isFresh() : !this.#isJoining
  }

  /** Whether nothing that this region has acknowledged can be missing in the peer. */
  get inPair(): boolean {
    return this.#standing === 'paired' && !this.#isLeaving
  }

  /** The peer asks, at its epoch, what `inPair` says, of every process of this region. */
  async keepsPair(epoch: number): Promise<boolean> {
    return epoch === this.epoch && this.inPair && !(await this.#pair.isLeft())
  }

  /** From here on commits may be acknowledged that the peer does not have. */
  leavePair(): void {
    this.#isLeaving = true
  }

  /** From here on the pair may be in force, and be left by the peer, before this region knows of it. */
  joinPair(): void {
    this.#isJoining = true
  }

  /** The pair did not come about. */
  stayAlone(): void {
    this.#isJoining = false
  }

  /** Whether nobody else can have acknowledged anything, as far as this process knows. */
  get #isAlone(): boolean {
    return this.#standing === 'solo' && !this.#isJoining
  }

  /**
   * Asked after reading what a "no" is to rest on: that nothing was acknowledged before which is not here.
   * @throws Fault `not-serving`
   */
  async confirm(): Promise<void> {
    const holds =
      this.#standing === 'paired'
        ? await this.#pair.stands()
        : this.#isAlone && (await this.#pair.isOver())
    const isSure = holds && !this.inDoubt && (this.inPair || this.#isAlone)
    if (!isSure) throw new Fault('not-serving', 'the peer may have gone on alone')
  }

  /** Who looks after the peer says how to tell whether it was seen, and how to ask it now. */
  seesPeerBy(sight: { isFresh(): boolean }, pair: PairKnowledge): void {
    this.#sight = sight
    this.#pair = pair
  }

  /** Grows with every doubt. */
  get doubts(): number {
    return this.#doubts
  }

  /** The outcome of a commit is not known. */
  doubt(): void {
    this.#doubts += 1
  }

  /** The peer has everything that could be in doubt at that count of doubts. */
  settle(doubts: number): void {
    this.#settled = Math.max(this.#settled, doubts)
  }

  get epoch(): number {
    return this.#map?.epoch ?? 0
  }

  get map(): ServingMap | null {
    return this.#map
  }

  get primary(): Home {
    return this.homes[0] ?? this.region
  }

  serves(home: Home): boolean {
    return this.servedHere().includes(home)
  }

  servedHere(): readonly Home[] {
    const map = this.#map
    if (map === null || this.#standing === 'starting' || this.#standing === 'out') return []
    return this.homes.filter((home) => map.serving[home] === this.region)
  }

  /**
   * Where a document belongs that is made here: at the home that is preferred, unless what is there
   * cannot be trusted yet; else at this region's own home, unless that is served
   * elsewhere and another is served here. With both homes handed over crosswise, each region would
   * else send what is to be made to the other, and back.
   */
  homeForNew(preferred: Home | null = null): Home {
    const isHome = preferred !== null && this.homes.includes(preferred)
    if (isHome && this.frozenSince(preferred) === null) return preferred
    const served = this.servedHere()
    return served.includes(this.region) ? this.region : (served[0] ?? this.region)
  }

  /** The region that serves a home, as far as this one knows. */
  servedBy(home: Home): Home | null {
    return this.#map?.serving[home] ?? null
  }

  /** The epoch in which a home was adopted without its last commits, while these are unaccounted for. */
  frozenSince(home: Home): number | null {
    return this.#map?.frozen?.[home]?.since ?? null
  }

  apply(map: ServingMap, standing: Standing): void {
    this.#map = map
    this.#standing = standing
    this.#isLeaving = false
    this.#isJoining = false
    // Alone, this region's copy is the one that counts.
    if (standing === 'solo') this.settle(this.#doubts)
    for (const tell of this.#onChange) tell(standing)
  }

  /** Stops all writing at once: this region has learned, or fears, that it was deposed. */
  stop(): void {
    this.#standing = 'out'
    for (const tell of this.#onChange) tell('out')
  }

  onChange(tell: (standing: Standing) => void): void {
    this.#onChange.push(tell)
  }

  /**
   * Runs work on a document while its home is served here; waits while a hand-over holds the home.
   * @throws Fault `not-serving`
   */
  async within<Result>(documentId: string, work: () => Promise<Result>): Promise<Result> {
    const home = homeOf(documentId)
    if (home === null) throw new Fault('bad-data', `${documentId} is not an id`)
    return this.withinHome(home, work)
  }

  /** As `within`, for what belongs to a home and is no document: its deliveries. */
  async withinHome<Result>(home: Home, work: () => Promise<Result>): Promise<Result> {
    // Between the look at the gate and the count of those inside, nothing may be awaited: a
    // hand-over that begins there would not wait for this work.
    for (let held = this.#held.get(home); held; held = this.#held.get(home)) await held.released
    if (!this.serves(home)) throw new Fault('not-serving')
    this.#inside.set(home, (this.#inside.get(home) ?? 0) + 1)
    try {
      return await work()
    } finally {
      this.#inside.set(home, (this.#inside.get(home) ?? 1) - 1)
      for (const check of this.#leaving.splice(0)) check()
    }
  }

  /** As `withinHome`, for work that touches every home served here. */
  withinAll<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.servedHere().reduce((inner, home) => () => this.withinHome(home, inner), work)()
  }

  /** Holds new work on a home back and resolves once the work inside has left. */
  async hold(home: Home): Promise<void> {
    if (!this.#held.has(home)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#held.set(home, { released: promise, release: resolve })
    }
    while ((this.#inside.get(home) ?? 0) > 0) {
      await new Promise<void>((resolve) => this.#leaving.push(resolve))
    }
  }

  /** Lets held work go on: here, or forwarded, as the map now says. */
  release(home: Home): void {
    const held = this.#held.get(home)
    this.#held.delete(home)
    held?.release()
  }
}
