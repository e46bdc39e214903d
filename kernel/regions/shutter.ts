// Keeps a home out of its own database while it is handed over: the gate of `Serving` holds the commands
// of one process, the fence those of any.

import type { Home } from '#kernel/core/id.ts'
import { isFault } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Fence, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { propose } from '#kernel/regions/propose.ts'
import type { Serving } from '#kernel/regions/serving.ts'

interface Parts {
  readonly serving: Serving
  readonly replication: Pick<Replication, 'setFence'>
  readonly witness: Witness
  readonly clock: Clock
}

export class Shutter {
  readonly #parts: Parts
  /** The epoch under which this process has shut a home. */
  #shutAt: number | null = null

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
   * The map under which a process opens its database. If it is shut at that very epoch, another process did
   * it, which may only stand still, and go on to ask the witness for the next epoch although what is
   * let in meanwhile is not with the peer. So the next epoch, in which nothing is handed over, is taken first.
   */
  async mapToOpen(map: ServingMap, fence: Fence, signal: AbortSignal): Promise<ServingMap> {
    const { homes, region } = this.#parts.serving
    const serves = homes.filter((home) => map.serving[home] === region)
    const isShut = serves.some((home) => !fence.serves.includes(home))
    const isOwn = this.#shutAt === fence.epoch
    if (map.mode !== 'paired' || fence.epoch !== map.epoch || !isShut || isOwn) return map
    return propose({ ...map, epoch: map.epoch + 1 }, { ...this.#parts, signal })
  }
}
