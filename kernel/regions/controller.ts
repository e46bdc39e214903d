// Decides, for one region, whether it may write. The witness keeps the serving map; a region that
// loses its peer asks it for the next epoch, and the witness grants one region only.
//
// Promised: no two regions acknowledge a write for the same home. The adopter drops its subscription
// before it writes, so the deposed region's last, unacknowledged commits can never arrive and
// overwrite later ones; the deposed region cannot acknowledge, because `everywhere` commits wait for
// a peer that no longer listens. No clock and no lease is trusted, after however long a stop.
// Not promised: which region goes on when the link is cut and both are alive: whoever asks first. Nor that
// anybody does when the one that was granted everything is lost too: the other lacks what was written since.
//
// Asynchronous durability gives up the first promise in one respect: nothing makes a deposed region's
// commits wait, so until it has looked it may acknowledge some that only it has. They are kept few: it
// holds writes back while its peer is out of sight or at a newer epoch, or when it has slept itself.
// And they are kept harmless: what it may have given away stays frozen at the adopter (loss.ts).

import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Losses, LossReport } from '#kernel/ports/losses.ts'
import type { Peer, PeerStatus } from '#kernel/ports/peer.ts'
import type { Fence, PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { Complaints } from '#kernel/regions/complaints.ts'
import { copyAndPair } from '#kernel/regions/copy-and-pair.ts'
import { forgetPeer } from '#kernel/regions/forget-peer.ts'
import { HeldHomes } from '#kernel/regions/held-homes.ts'
import { Homecoming, takeHomesBack } from '#kernel/regions/homecoming.ts'
import { isAccountedFor, markReconciled, newestArrived, tellLoss } from '#kernel/regions/loss.ts'
import { Doubts } from '#kernel/regions/doubts.ts'
import { servedAlone } from '#kernel/regions/next-map.ts'
import { isInPair, PeerSight } from '#kernel/regions/peer-sight.ts'
import { PairCheck } from '#kernel/regions/pair-check.ts'
import { pairAgain } from '#kernel/regions/pairing.ts'
import { approach, handOver } from '#kernel/regions/hand-over.ts'
import type { Kept } from '#kernel/regions/salvage.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import { unfreeze } from '#kernel/regions/unfreeze.ts'
import { stopWriting } from '#kernel/regions/stop-writing.ts'
import { Shutter } from '#kernel/regions/shutter.ts'
import { StreamSight } from '#kernel/regions/stream-sight.ts'

/** How often the peer is asked how it is. */
const watchEveryMs = 200
const witnessEveryMs = 2_000
/** A process that wakes so late from the wait between two looks may have been replaced meanwhile. */
const sleptMs = 3_000

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
  readonly durability: PairDurability
  readonly losses: Losses
  /** Whether a region that is out comes back without being told. */
  readonly rejoinByItself: boolean
  /** What is wrong with its own ledger, such as a full disk: it tries no return meanwhile. */
  readonly trouble: () => string | null
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
}

export class Controller {
  readonly #parts: ControllerParts
  readonly #stopped = new AbortController()
  #loop: Promise<void> | null = null
  /** One change of standing at a time. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #sight: PeerSight
  readonly #streamSight: StreamSight
  #witnessAskedAt = 0
  #hearsWitness = false
  #peerStatus: PeerStatus | null = null
  #writesHalted: string | null = null
  #copying: string | null = null
  #pairings = 0
  #peerSeen: LossReport['lastSeen'] = null
  readonly #shutter: Shutter
  readonly #held: HeldHomes
  readonly #complaints: Complaints
  readonly #homecoming: Homecoming
  readonly #doubts: Doubts

  constructor(parts: ControllerParts) {
    const { clock, say } = parts
    this.#parts = parts
    this.#sight = new PeerSight(clock)
    parts.serving.seesPeerBy(this.#sight, new PairCheck(parts))
    this.#streamSight = new StreamSight(parts)
    this.#complaints = new Complaints(clock, say)
    this.#doubts = new Doubts(parts)
    this.#shutter = new Shutter(parts)
    this.#held = new HeldHomes(parts)
    this.#homecoming = new Homecoming({
      ...parts,
      rejoin: () => this.rejoin(),
      takeHomesBack: () => this.#takeHomesBack(),
      thaw: () => this.#thaw(),
    })
  }

  /** Learns the map and takes the standing it gives; returns once that is known or not to be known. */
  async start(): Promise<void> {
    // Nobody knows what the process before this one has left behind.
    this.#parts.serving.doubt()
    await this.#inTurn(() => this.#learnFromWitness()).catch((error: unknown) => {
      this.#writesHalted = 'the witness cannot be reached and the serving map is not known'
      this.#complaints.of('waiting for the witness', error)
    })
    this.#loop = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#loop
    if (this.#held.any) {
      this.#parts.serving.stop()
      this.#held.letGo()
    }
    await Promise.all([this.#homecoming.rest(), this.#doubts.rest()])
    await this.#turn
  }

  get peerStatus(): PeerStatus | null {
    return this.#peerStatus
  }

  /** How far the copy of the peer's ledger is, while there is one. */
  get copying(): string | null {
    return this.#copying
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
  async handOver(home: Home): Promise<ServingMap> {
    if (this.#parts.durability === 'asynchronous') await approach(this.#parts)
    return this.#inTurn(async () => {
      const { serving, peer, peerRegion, say } = this.#parts
      if (this.#held.any) throw new Fault('not-serving', 'the peer may serve it by now')
      let map: ServingMap | null = null
      try {
        map = await handOver(home, { ...this.#untilStopped(), shutter: this.#shutter })
        await this.#apply(map)
        await peer.learn(map).catch((error: unknown) => {
          say('the peer will learn of the hand-over from the witness', { error })
        })
        if (map.serving[home] === peerRegion) return map
        throw new Fault('version-conflict', 'the serving map was changed by somebody else')
      } catch (error) {
        // The peer may serve the home by now: what waits at the gate must not go on here.
        const granted = map !== null && serving.epoch < map.epoch
        if (granted || isFault(error, 'outcome-unknown')) serving.stop()
        throw error
      } finally {
        await this.#shutter.open().catch(() => undefined)
        serving.release(home)
      }
    })
  }

  /** Takes a freshly re-seeded peer back in. */
  pair(): Promise<ServingMap> {
    this.#pairings += 1
    return this.#inTurn(async () => {
      const map = await pairAgain(this.#untilStopped())
      await this.#apply(map)
      return map
    }).finally(() => void (this.#pairings -= 1))
  }

  /** Whether the peer is being taken back in: it must not begin anew meanwhile. */
  get pairing(): boolean {
    return this.#pairings > 0
  }

  /**
   * Lets go of everything that was frozen when this region was lost: somebody has accounted for what
   * it took with it, or gives it up. @returns whether anything was frozen
   */
  unfreeze(lostRegion: Home): Promise<boolean> {
    const apply = (map: ServingMap) => this.#apply(map)
    return this.#inTurn(() => unfreeze(lostRegion, { ...this.#untilStopped(), apply }))
  }

  /** Somebody has compared what a region took with it: noted in both regions, and thawed. */
  async reconcile(lostRegion: Home): Promise<boolean> {
    await markReconciled(lostRegion, this.#parts)
    return this.unfreeze(lostRegion)
  }

  /** Brings this region back after its peer went on alone. Safe to repeat when it was interrupted. */
  async rejoin(): Promise<Kept> {
    const { replication } = this.#parts
    const kept = await this.#inTurn(() => replication.exclusively(() => this.#copyAndPair()))
    await this.#takeHomesBack()
    await this.#thaw()
    return kept
  }

  #copyAndPair(): Promise<Kept> {
    return copyAndPair({
      ...this.#parts,
      onCopied: (progress) => {
        this.#copying = progress
        this.#parts.say(progress)
      },
      stopWriting: (epoch) => this.#stopWriting(epoch),
      apply: (map) => this.#apply(map),
    }).finally(() => void (this.#copying = null))
  }

  readonly #takeHomesBack = () => takeHomesBack(this.#parts, (map) => this.learn(map))

  /** Lets go of what was frozen because of this region, if nothing about it is open. */
  async #thaw(): Promise<void> {
    const { serving, losses, durability } = this.#parts
    if (durability === 'synchronous') return
    if (isAccountedFor(await losses.read(), serving.region)) await this.unfreeze(serving.region)
  }

  async #watch(): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#stopped
    while (!signal.aborted) {
      const beforeMs = clock.monotonic()
      await clock.sleep(watchEveryMs, signal).catch(() => undefined)
      if (signal.aborted) return
      try {
        if (clock.monotonic() - beforeMs > sleptMs)
          await this.#inTurn(async () => this.#held.holdBack())
        await this.#look()
      } catch (error) {
        const starting = this.#parts.serving.standing === 'starting'
        const what = starting ? 'waiting for the witness' : 'the controller could not act'
        this.#complaints.of(what, error)
      }
    }
  }

  async #look(): Promise<void> {
    const { serving, clock } = this.#parts
    if (serving.standing === 'starting') return this.#inTurn(() => this.#learnFromWitness())
    this.#peerStatus = await this.#ask()
    const nowMs = clock.monotonic()
    const epoch = this.#peerStatus?.epoch ?? 0
    const isNewer = epoch > serving.epoch
    if (isNewer) await this.#inTurn(() => this.#yield(epoch))
    else if (isInPair(this.#peerStatus, serving.epoch)) this.#held.letGo()
    if (isNewer || nowMs - this.#witnessAskedAt > witnessEveryMs) {
      this.#witnessAskedAt = nowMs
      await this.#inTurn(() => this.#learnFromWitness()).catch(() => undefined)
    }
    if (this.#shutter.isShut) await this.#inTurn(() => this.#shutter.open())
    this.#doubts.look()
    this.#homecoming.look(nowMs, this.#peerStatus)
    this.#streamSight.look()
    if (serving.standing === 'out') return
    if (this.#isPeerLost()) return this.#inTurn(() => this.#goOnAlone())
    this.#complaints.passed()
    this.#writesHalted = null
  }

  #isPeerLost(): boolean {
    if (this.#parts.serving.standing !== 'paired') return false
    return this.#sight.lost() || this.#streamSight.lost()
  }

  async #ask(): Promise<PeerStatus | null> {
    const { peer, clock, serving, durability } = this.#parts
    try {
      const status = await peer.status()
      if (status.ledger) {
        const isStuck = status.standing === 'starting' && this.#hearsWitness
        this.#sight.seen(isInPair(status, serving.epoch), isStuck && durability === 'synchronous')
        this.#peerSeen = { at: instantOf(clock.now()), lagBytes: status.lagBytes }
      } else this.#sight.missed('gone')
      return status
    } catch (error) {
      this.#sight.missed(isFault(error, 'timeout') ? 'silent' : 'gone')
      return null
    }
  }

  async #goOnAlone(): Promise<void> {
    const { serving, witness, replication, durability } = this.#parts
    const before = serving.map
    // What was done in the turn before this one may have heard of it.
    if (!this.#isPeerLost() || before === null || this.#stopped.signal.aborted) return
    this.#held.holdBack()
    // A region whose own database is gone has no business asking for more.
    await replication.fence()
    this.#complaints.of('the peer is lost; asking the witness', undefined)
    try {
      const commitsMissing = durability === 'asynchronous'
      const next = servedAlone(before, serving.region, { commitsMissing })
      await this.#apply(await witness.propose(before.epoch, next))
    } catch (error) {
      if (!isFault(error, 'unavailable', 'timeout', 'outcome-unknown')) throw error
      this.#writesHalted = 'both the peer and the witness are out of reach'
      this.#complaints.of('writes wait: neither the peer nor the witness can be reached', error)
    }
  }

  /**
   * The peer is at a newer epoch, and may serve what this region believes to serve. Until it has learned
   * the map, which takes a database that answers, commands wait and nothing is read to anybody.
   */
  async #yield(peerEpoch: number): Promise<void> {
    const { serving } = this.#parts
    // What was done in the turn before this one may have been to learn it.
    if (peerEpoch <= serving.epoch) return
    serving.doubt()
    this.#held.hold()
  }

  readonly #learnFromWitness = async () => {
    this.#hearsWitness = false
    const map = await this.#parts.witness.read()
    this.#hearsWitness = true
    await this.#apply(map)
  }

  async #apply(learned: ServingMap): Promise<void> {
    const { serving, replication, durability, say } = this.#parts
    const fence = await replication.fence()
    const map = await this.#shutter.mapToOpen(learned, fence, this.#stopped.signal)
    if (serving.standing !== 'starting' && map.epoch <= serving.epoch) return
    const mine = serving.homes.filter((home) => map.serving[home] === serving.region)
    let arrived: LossReport['lastArrived'] = null
    if (map.mode === 'paired') {
      await replication.subscribe()
      await replication.awaitPeer(durability === 'synchronous')
      // Another process of this region may have shut a home meanwhile: then this is tried anew.
      await this.#fence({ epoch: map.epoch, serves: mine }, fence)
      // What was before, when this region was alone or out, says nothing about the peer of now.
      this.#sight.startAfresh()
      serving.apply(map, 'paired')
    } else if (mine.length > 0 && serving.standing !== 'starting' && fence.epoch === map.epoch) {
      // Another process has taken the streams apart, and may be taking the peer in again by now.
      serving.leavePair()
      await this.#parts.onFence(fence)
      serving.apply(map, 'solo')
    } else if (mine.length > 0) {
      serving.leavePair()
      await replication.leavePairs(map.epoch)
      // Nothing the peer has not yet sent may arrive any more: only then is its home ours to write.
      await replication.unsubscribe()
      await replication.awaitPeer(false)
      const isForgotten = await forgetPeer(this.#parts)
      await this.#fence({ epoch: map.epoch, serves: mine })
      arrived = await newestArrived(map, this.#parts)
      serving.apply(map, 'solo')
      if (!isForgotten) await forgetPeer(this.#parts)
    } else {
      serving.stop()
      await this.#stopWriting(Math.max(map.epoch, fence.epoch))
      serving.apply(map, 'out')
    }
    this.#writesHalted = null
    this.#held.letGo()
    say('serving map applied', { epoch: map.epoch, mode: map.mode, serves: mine })
    if (serving.standing === 'solo') await tellLoss(map, this.#peerSeen, arrived, this.#parts)
  }

  #stopWriting(epoch: number): Promise<void> {
    return stopWriting(() => this.#fence({ epoch, serves: [] }), this.#parts)
  }

  async #fence(fence: Fence, was?: Fence): Promise<void> {
    await this.#parts.replication.setFence(fence, was)
    this.#shutter.reset()
    await this.#parts.onFence(fence)
  }

  readonly #untilStopped = () => ({ ...this.#parts, signal: this.#stopped.signal })

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(act)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}
