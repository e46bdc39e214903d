import { instantOf } from '#kernel/core/instant.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'

const everyMs = 600_000

export interface ForgetterParts {
  readonly ledger: Pick<Ledger, 'prune'>
  readonly clock: Clock
  readonly aggregates: ReadonlyMap<string, AnyAggregate>
  readonly onFailure: (kind: string, error: unknown) => void
}

/** Removes events, and marks, that are older than their kind is remembered. Runs in every region. */
export class Forgetter {
  readonly #parts: ForgetterParts
  readonly #stopped = new AbortController()
  #loop: Promise<void> | null = null

  constructor(parts: ForgetterParts) {
    this.#parts = parts
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#loop
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#stopped
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal).catch(() => undefined)
      if (!signal.aborted) await this.#once()
    }
  }

  async #once(): Promise<void> {
    const { ledger, clock, aggregates, onFailure } = this.#parts
    for (const { kind, keepEvents } of aggregates.values()) {
      try {
        await ledger.prune(kind, instantOf(clock.now() - keepEvents))
      } catch (error) {
        onFailure(kind, error)
      }
    }
  }
}
