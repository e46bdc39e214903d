import { Fault, isFault } from '#kernel/core/fault.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { MemoryWitness } from '#adapters/memory/witness.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Network, Place } from '#simulator/network.ts'
import { Process, type Life } from '#simulator/process.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

const timeoutMs = 1_000
const diskMs = 1

/** The third site: its map is durable before it answers, and it may be restarted at any time. */
export class SimulatedWitness {
  readonly #scheduler: Scheduler
  readonly #network: Network
  readonly #dice: Dice
  readonly #kept: MemoryWitness
  readonly #onChange: (map: ServingMap, before: ServingMap) => void
  #process: Process

  constructor(
    parts: { scheduler: Scheduler; network: Network; dice: Dice },
    initial: ServingMap,
    onChange: (map: ServingMap, before: ServingMap) => void,
  ) {
    this.#scheduler = parts.scheduler
    this.#network = parts.network
    this.#dice = parts.dice
    this.#kept = new MemoryWitness(initial)
    this.#onChange = onChange
    this.#process = new Process(parts.scheduler)
  }

  get life(): Life {
    return this.#process.life
  }

  kill(): void {
    this.#process.kill()
    this.#network.died(this.#process)
  }

  start(): void {
    if (this.#process.life === 'dead') this.#process = new Process(this.#scheduler)
  }

  map(): Promise<ServingMap> {
    return this.#kept.read()
  }

  asSeenFrom(place: Place, caller: Process): Witness {
    const ask = <Result>(handle: () => Promise<Result>): Promise<Result> =>
      this.#network.call({
        from: place,
        to: 'witness',
        caller,
        callee: () => this.#process,
        withinMs: timeoutMs,
        bearsRepeat: true,
        handle: async () => {
          await this.#disk()
          return handle()
        },
      })
    return {
      read: async () => {
        try {
          return await ask(() => this.#kept.read())
        } catch (cause) {
          throw new Fault('unavailable', 'the witness cannot be read', { cause })
        }
      },
      propose: async (expectedEpoch, next) => {
        try {
          return await ask(async () => {
            const before = await this.#kept.read()
            const map = await this.#kept.propose(expectedEpoch, next)
            if (map !== before) this.#onChange(map, before)
            return map
          })
        } catch (cause) {
          if (!isFault(cause, 'timeout')) throw cause
          throw new Fault('outcome-unknown', 'the witness did not answer in time', { cause })
        }
      },
    }
  }

  #disk(): Promise<void> {
    const process = this.#process
    return process.answer((resolve) =>
      this.#scheduler.after(this.#dice.wait(diskMs) * 1_000, () => resolve(undefined)),
    )
  }
}
