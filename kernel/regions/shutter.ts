// Keeps a home out of its own database while it is handed over: the gate of `Serving` holds the commands
// of one process, the fence those of any.

import type { Home } from '#kernel/core/id.ts'
import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Fence, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { propose } from '#kernel/regions/propose.ts'
import type { Serving } from '#kernel/regions/serving.ts'

interface Parts {
  readonly serving: Serving
  readonly replication: Pick<Replication, 'fence' | 'setFence'>
  readonly witness: Witness
  readonly clock: Clock
}

export class Shutter {
  readonly #parts: Parts
  /** The epoch under which this process has shut a home. */
  #shutAt: number | null = null
  /** The epoch that this process took when it started in a region that is alone. */
  #takenAt: number | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Returns when no commit of the home can succeed here any more.
   * @throws Fault `not-serving` when another process has shut it: that one hands over
   */
  async shut(home: Home): Promise<void> {
    const { serving, replication } = this.#parts
    // What is left shut of a hand-over that came to nothing is this process' own.
    await this.open()
    const open = { epoch: serving.epoch, serves: serving.servedHere() }
    const serves = open.serves.filter((served) => served !== home)
    try {
      await replication.setFence({ epoch: serving.epoch, serves }, open)
      this.#shutAt = serving.epoch
    } catch (error) {
      // Where no answer came, it may be shut.
      this.#shutAt = isFault(error, 'not-serving', 'timeout') ? null : serving.epoch
      throw error
    }
  }

  /** Lets in again what is still served here. The controller repeats it until it succeeds. */
  async open(): Promise<void> {
    const { serving, replication } = this.#parts
    if (this.#shutAt === null || serving.standing !== 'paired') return
    await replication.setFence({ epoch: serving.epoch, serves: serving.servedHere() })
    this.#shutAt = null
  }

  get isShut(): boolean {
    return this.#shutAt !== null
  }

  /** The fence was set to what the serving map says. */
  reset(): void {
    this.#shutAt = null
  }

  /**
   * The map under which a process opens its database. Another process of this region may only stand still,
   * and go on to ask the witness for the epoch after this one: where it has shut a home at this very epoch, it
   * hands that over, although what is let in meanwhile is not with the peer; where the region is alone, it
   * may be taking the peer back in, which a process that starts is about to undo. So the next epoch, in which
   * nothing changes hands, is taken first.
   * @throws Fault `not-serving` when another process has opened the database under a later one, or under the
   * very one that was taken: then this is tried anew
   */
  async mapToOpen(map: ServingMap, fence: Fence, signal: AbortSignal): Promise<ServingMap> {
    const { homes, region, standing } = this.#parts.serving
    const serves = homes.filter((home) => map.serving[home] === region)
    const isShut = serves.some((home) => !fence.serves.includes(home))
    const isShutByAnother = isShut && fence.epoch === map.epoch && this.#shutAt !== fence.epoch
    const next = { ...map, epoch: map.epoch + 1 }
    if (map.mode === 'paired') {
      return isShutByAnother ? propose(next, { ...this.#parts, signal }) : map
    }
    if (serves.length === 0) return map
    if (fence.epoch > map.epoch) {
      throw new Fault('not-serving', 'another process of this region is at a later epoch')
    }
    return standing === 'starting' && this.#takenAt !== map.epoch ? this.#take(next) : map
  }

  /** One attempt: whoever starts reads the map anew when it fails. */
  async #take(next: ServingMap): Promise<ServingMap> {
    const { witness, replication } = this.#parts
    const taken = await witness.propose(next.epoch - 1, next)
    // Two that start ask for the very same, and are told the same: the later one asks for another.
    if ((await replication.fence()).epoch >= taken.epoch) {
      throw new Fault('not-serving', 'another process of this region is at this epoch')
    }
    this.#takenAt = taken.epoch
    return taken
  }
}
