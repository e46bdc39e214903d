// Writes to one region past the front door, whatever happens to it. If that region ever acknowledges a
// write after it was deposed, the other does not hold it: that is a write under a stale epoch.

import { randomUUID } from 'node:crypto'
import { request } from 'undici'

const answerMs = 5_000
const againMs = 500

export class StubbornClient {
  readonly #writesTo: string
  readonly #asks: string
  readonly #everyMs: number
  readonly #arrivesWithinMs: number
  readonly #acknowledged: string[] = []
  readonly #stopped = new AbortController()
  readonly #loop: Promise<void>

  /** @param options addresses of the region that is written to, and of the one that must have it all */
  constructor(options: {
    writesTo: string
    asks: string
    everyMs: number
    arrivesWithinMs?: number
  }) {
    this.#writesTo = options.writesTo
    this.#asks = options.asks
    this.#everyMs = options.everyMs
    this.#arrivesWithinMs = options.arrivesWithinMs ?? 5_000
    this.#loop = this.#run()
  }

  stop(): void {
    this.#stopped.abort()
  }

  /**
   * Ends. @returns ids of carts that were acknowledged and that the other region did not show: who says
   * nothing, or that it cannot tell, has not shown them
   */
  async staleWrites(): Promise<string[]> {
    this.stop()
    await this.#loop
    // What was written last may still be on its way there.
    const end = performance.now() + this.#arrivesWithinMs
    let stale = await this.#missingThere(this.#acknowledged)
    while (stale.length > 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, againMs))
      stale = await this.#missingThere(stale)
    }
    return stale
  }

  async #missingThere(ids: readonly string[]): Promise<string[]> {
    const missing: string[] = []
    for (const id of ids) {
      const isThere = await this.#shows(id).catch(() => false)
      if (!isThere) missing.push(id)
    }
    return missing
  }

  async #shows(id: string): Promise<boolean> {
    const answer = await request(`${this.#asks}/v1/carts/${id}`, { headersTimeout: answerMs })
    await answer.body.dump()
    return answer.statusCode === 200
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.#write(this.#writesTo).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, this.#everyMs))
    }
  }

  async #write(url: string): Promise<void> {
    const answer = await request(`${url}/v1/carts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: '{}',
      headersTimeout: answerMs,
      signal: AbortSignal.timeout(answerMs),
    })
    const said = (await answer.body.json()) as { id?: string }
    if (answer.statusCode < 300 && said.id !== undefined) this.#acknowledged.push(said.id)
  }
}
