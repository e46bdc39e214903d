// Decides, for one region, whether it may write. The witness keeps the serving map; a region that
// loses its peer asks it for the next epoch, and the witness grants one region only.
//
// Promised: no two regions acknowledge a write for the same home. The adopter drops its subscription
// before it writes, so the deposed region's last, unacknowledged commits can never arrive and
// overwrite later ones; the deposed region cannot acknowledge, because `everywhere` commits wait for
// a peer that no longer listens. No clock and no lease is trusted: a region that was stopped for an
// hour and wakes up is as harmless as one stopped for a second.
//
// Not promised: that a region which merely lost sight of its peer survives as the serving one. With
// the link cut and both alive, whoever asks first goes on.
//
// Why not a lease: it would need both clocks to run at nearly the same speed through a pause of a
// virtual machine, and it would stop a healthy region whenever the witness is away.

import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Peer, PeerStatus } from '#kernel/ports/peer.ts'
import type { Fence, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { PeerSight } from '#kernel/regions/peer-sight.ts'
import { handOver } from '#kernel/regions/hand-over.ts'
import { propose } from '#kernel/regions/propose.ts'
import { salvage } from '#kernel/regions/salvage.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** How often the peer is asked how it is. */
const watchEveryMs = 200
/** A region that is out tries to come back by itself after this; longer each time it was put out. */
const rejoinAfterMs = 2_000
const rejoinAfterMaxMs = 60_000
const witnessEveryMs = 2_000
const pairingMs = 30_000

export interface ControllerParts {
  readonly serving: Serving
  readonly peerRegion: Home
  readonly peer: Peer
  readonly witness: Witness
  readonly replication: Replication
  readonly clock: Clock
  /** The fence has moved: the ledger must name it, and what is in memory may be old. */
  readonly onFence: (fence: Fence) => Promise<void>
  /** The ledger is now a copy of the peer's. */
  readonly onReseeded: () => void
  /** Keeps the events that only this region has, before its copy is replaced. Returns where. */
  readonly keepSalvage: (events: readonly StoredEvent[]) => Promise<string>
  /** Whether a region that is out comes back without being told. */
  readonly rejoinByItself: boolean
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
}

export class Controller {
  readonly #parts: ControllerParts
  readonly #stopped = new AbortController()
  #loop: Promise<void> | null = null
  /** One change of standing at a time. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #sight: PeerSight
  #witnessAskedAt = 0
  #peerStatus: PeerStatus | null = null
  #writesHalted: string | null = null
  #outSince: number | null = null
  #rejoins = 0
  /** Taken back in by the peer, which still serves our home: asked for until it is given. */
  #homeAskedAt: number | null = null
  /** A return in the making; the peer is watched meanwhile. */
  #returning: Promise<void> | null = null

  constructor(parts: ControllerParts) {
    this.#parts = parts
    this.#sight = new PeerSight(parts.clock)
  }

  /** Learns the map and takes the standing it gives; returns once that is known or not to be known. */
  async start(): Promise<void> {
    await this.#inTurn(() => this.#learnFromWitness()).catch((error: unknown) => {
      this.#writesHalted = 'the witness cannot be reached and the serving map is not known'
      this.#parts.say('waiting for the witness', { error })
    })
    this.#loop = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#loop
    await this.#returning
    await this.#turn
  }

  get peerStatus(): PeerStatus | null {
    return this.#peerStatus
  }

  /** Why writes wait, when they do. */
  get writesHalted(): string | null {
    return this.#writesHalted
  }

  /** The peer says the map has moved on. */
  learn(map: ServingMap): Promise<void> {
    return this.#inTurn(() => this.#apply(map))
  }

  /** Hands a home served here over to the peer, without failing a request. */
  handOver(home: Home): Promise<ServingMap> {
    return this.#inTurn(async () => {
      const { serving, peer, peerRegion, say } = this.#parts
      let map: ServingMap | null = null
      try {
        map = await handOver(home, { ...this.#parts, signal: this.#stopped.signal })
        await this.#apply(map)
        await peer.learn(map).catch((error: unknown) => {
          say('the peer will learn of the hand-over from the witness', { error })
        })
        if (map.serving[home] !== peerRegion) {
          throw new Fault('version-conflict', 'the serving map was changed by somebody else')
        }
        if (home === serving.region) this.#homeAskedAt = null
        return map
      } catch (error) {
        // The peer may serve the home by now: what waits at the gate must not go on here.
        const granted = map !== null && serving.epoch < map.epoch
        if (granted || isFault(error, 'outcome-unknown')) serving.stop()
        throw error
      } finally {
        serving.release(home)
      }
    })
  }

  /** Takes a freshly re-seeded peer back in: from here on commits wait for both again. */
  pair(): Promise<ServingMap> {
    return this.#inTurn(async () => {
      const { replication, serving, peerRegion } = this.#parts
      const before = serving.map
      if (serving.standing !== 'solo' || before === null) {
        throw new Fault('not-serving', 'only a region that serves alone can take its peer back')
      }
      let map: ServingMap
      try {
        await replication.subscribe()
        await this.#until(async () => {
          const stream = await replication.stream()
          return stream.sending && stream.receiving
        }, `the streams with ${peerRegion} did not start`)
        // What the peer still lacks is sent before anybody waits for it.
        await replication.peerReached(await replication.position(), pairingMs)
        await replication.awaitPeer(true)
        map = await propose(
          { ...before, epoch: before.epoch + 1, mode: 'paired' },
          { ...this.#parts, signal: this.#stopped.signal },
        )
      } catch (error) {
        // It may be in force: then commits have to go on waiting for both.
        if (isFault(error, 'outcome-unknown')) throw error
        await replication.unsubscribe()
        await replication.awaitPeer(false)
        throw error
      }
      await this.#apply(map)
      return map
    })
  }

  /** Brings this region back after its peer went on alone. Safe to repeat when it was interrupted. */
  rejoin(): Promise<{ salvaged: number; report: string | null }> {
    return this.#inTurn(async () => {
      const { replication, serving, witness, peer, say } = this.#parts
      const map = await witness.read()
      if (
        map.mode === 'paired' ||
        Object.values(map.serving).every((region) => region === serving.region)
      ) {
        throw new Fault('not-serving', 'this region has nothing to rejoin: it is not out')
      }
      serving.apply(map, 'out')
      this.#homeAskedAt = this.#parts.clock.monotonic()
      await replication.awaitPeer(false)
      const kept = await salvage(this.#parts)
      say('copying the ledger of the peer', kept)
      await replication.unsubscribe()
      await replication.forgetPeer()
      await this.#fence({ epoch: map.epoch, serves: [] })
      await replication.reseed((progress) => say(progress))
      this.#parts.onReseeded()
      await replication.awaitPeer(true)
      const paired = await peer.pair()
      await this.#apply(paired)
      return kept
    }).then(async (kept) => {
      await this.#takeHomeBack()
      return kept
    })
  }

  async #takeHomeBack(): Promise<void> {
    const { peer, serving, clock } = this.#parts
    this.#homeAskedAt = clock.monotonic()
    const map = await peer.handOver(serving.region)
    await this.learn(map)
    if (serving.serves(serving.region)) this.#homeAskedAt = null
  }

  async #watch(): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#stopped
    while (!signal.aborted) {
      await clock.sleep(watchEveryMs, signal).catch(() => undefined)
      if (signal.aborted) return
      try {
        await this.#look()
      } catch (error) {
        this.#parts.say('the controller could not act', { error })
      }
    }
  }

  async #look(): Promise<void> {
    const { serving, clock, peer } = this.#parts
    if (serving.standing === 'starting') {
      await this.#inTurn(() => this.#learnFromWitness())
      return
    }
    this.#peerStatus = await this.#ask(peer)
    const nowMs = clock.monotonic()
    const newer = (this.#peerStatus?.epoch ?? 0) > serving.epoch
    if (newer || nowMs - this.#witnessAskedAt > witnessEveryMs) {
      this.#witnessAskedAt = nowMs
      await this.#inTurn(() => this.#learnFromWitness()).catch(() => undefined)
    }
    if (serving.standing === 'out') {
      this.#comeBack(nowMs)
      return
    }
    this.#outSince = null
    this.#askForHome(nowMs)
    if (serving.standing !== 'paired' || !this.#sight.lost()) {
      this.#writesHalted = null
      return
    }
    await this.#inTurn(() => this.#goOnAlone())
  }

  async #ask(peer: Peer): Promise<PeerStatus | null> {
    try {
      const status = await peer.status()
      if (status.ledger) this.#sight.seen()
      else this.#sight.missed('gone')
      return status
    } catch (error) {
      this.#sight.missed(isFault(error, 'timeout') ? 'silent' : 'gone')
      return null
    }
  }

  /** Nobody should have to notice that a region could be back long since. */
  #comeBack(nowMs: number): void {
    const { rejoinByItself } = this.#parts
    if (this.#returning !== null) return
    const ready = this.#peerStatus?.standing === 'solo' && this.#peerStatus.ledger
    if (!rejoinByItself || !ready) {
      this.#outSince = null
      return
    }
    this.#outSince ??= nowMs
    const waitMs = Math.min(rejoinAfterMaxMs, rejoinAfterMs * 2 ** this.#rejoins)
    if (nowMs - this.#outSince < waitMs) return
    this.#outSince = null
    this.#rejoins += 1
    this.#return(this.rejoin(), 'could not rejoin; will try again')
  }

  /** The last step of a rejoin was interrupted. */
  #askForHome(nowMs: number): void {
    const { serving } = this.#parts
    if (this.#homeAskedAt === null || this.#returning !== null) return
    if (serving.standing !== 'paired' || serving.serves(serving.region)) {
      this.#homeAskedAt = null
      return
    }
    if (nowMs - this.#homeAskedAt < rejoinAfterMs) return
    this.#return(this.#takeHomeBack(), 'the peer still serves our home; will ask again')
  }

  #return(work: Promise<unknown>, otherwise: string): void {
    this.#returning = work
      .then(
        () => undefined,
        (error: unknown) => this.#parts.say(otherwise, { error }),
      )
      .finally(() => {
        this.#returning = null
      })
  }

  async #goOnAlone(): Promise<void> {
    const { serving, witness, replication, say } = this.#parts
    const before = serving.map
    if (serving.standing !== 'paired' || before === null || this.#stopped.signal.aborted) return
    // A region whose own database is gone has no business asking for more.
    await replication.fence()
    const all = Object.fromEntries(serving.homes.map((home) => [home, serving.region]))
    say('the peer is lost; asking the witness', { epoch: before.epoch })
    try {
      const map = await witness.propose(before.epoch, {
        epoch: before.epoch + 1,
        mode: 'solo',
        serving: all,
      })
      await this.#apply(map)
    } catch (error) {
      if (!isFault(error, 'unavailable', 'timeout', 'outcome-unknown')) throw error
      this.#writesHalted = 'both the peer and the witness are out of reach'
      say('writes wait: neither the peer nor the witness can be reached')
    }
  }

  async #learnFromWitness(): Promise<void> {
    await this.#apply(await this.#parts.witness.read())
  }

  async #apply(map: ServingMap): Promise<void> {
    const { serving, replication, say } = this.#parts
    const fence = await replication.fence()
    const known = serving.map
    if (serving.standing !== 'starting' && known !== null && map.epoch <= known.epoch) return
    const mine = serving.homes.filter((home) => map.serving[home] === serving.region)
    if (map.mode === 'paired') {
      await replication.subscribe()
      await replication.awaitPeer(true)
      await this.#fence({ epoch: map.epoch, serves: mine })
      // What was before, when this region was alone or out, says nothing about the peer of now.
      this.#sight.startAfresh()
      serving.apply(map, 'paired')
    } else if (mine.length > 0) {
      // Nothing the peer has not yet sent may arrive any more: only then is its home ours to write.
      await replication.unsubscribe()
      await replication.awaitPeer(false)
      await this.#fence({ epoch: map.epoch, serves: mine })
      serving.apply(map, 'solo')
      await replication
        .forgetPeer()
        .catch((error: unknown) => say('the slot of the peer stays', { error }))
    } else {
      serving.stop()
      await replication.abandonWaiting()
      await this.#fence({ epoch: Math.max(map.epoch, fence.epoch), serves: [] })
      serving.apply(map, 'out')
    }
    this.#writesHalted = null
    say('serving map applied', { epoch: map.epoch, mode: map.mode, serves: mine })
  }

  async #fence(fence: Fence): Promise<void> {
    await this.#parts.replication.setFence(fence)
    await this.#parts.onFence(fence)
  }

  async #until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
    const { clock } = this.#parts
    const end = clock.monotonic() + pairingMs
    while (!(await holds())) {
      if (clock.monotonic() > end) throw new Fault('timeout', otherwise)
      await clock.sleep(50)
    }
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(act)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}
