import { homeOf } from '#kernel/core/id.ts'
import { isFault } from '#kernel/core/fault.ts'
import type { Executor } from '#kernel/commands/executor.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Job } from '#kernel/service/define-service.ts'

export interface JobParts {
  readonly executor: Executor
  readonly serving: Serving
  readonly aggregates: ReadonlyMap<string, AnyAggregate>
  readonly clock: Clock
  readonly onFailure: (job: Job, error: unknown) => void
}

/** Runs a job by the clock, in every region, each for the documents whose homes it serves. */
export class JobRunner {
  readonly #job: Job
  readonly #context: Context
  readonly #parts: JobParts
  readonly #stopped = new AbortController()
  #loop: Promise<void> | null = null

  constructor(job: Job, context: Context, parts: JobParts) {
    this.#job = job
    this.#context = context
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
      await clock.sleep(this.#job.everyMs, signal).catch(() => undefined)
      if (signal.aborted || this.#parts.serving.servedHere().length === 0) continue
      try {
        await this.#once()
      } catch (error) {
        this.#parts.onFailure(this.#job, error)
      }
    }
  }

  async #once(): Promise<void> {
    for (const send of await this.#job.run(this.#context)) {
      const home = homeOf(send.id)
      const aggregate = this.#parts.aggregates.get(send.kind)
      if (home === null || aggregate === undefined || !('command' in send)) {
        throw new Error(
          `job ${this.#job.name} sent something that is no command for a known document`,
        )
      }
      if (!this.#parts.serving.serves(home)) continue
      const { id, command, key } = send
      const marks = [{ id: `job:${this.#job.name}:${id}:${key}`, digest: '' }]
      try {
        await this.#parts.executor.execute({ aggregate, id, command, marks })
      } catch (error) {
        // One that fails keeps the others from nothing; it is sent again at the next turn.
        if (!isFault(error, 'already-consumed', 'not-serving')) {
          this.#parts.onFailure(this.#job, error)
        }
      }
    }
  }
}
