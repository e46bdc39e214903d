// Writes to the first region past the front door, whatever happens to it. If that region ever
// acknowledges a write after it was deposed, the survivor does not hold it: that is a write under a
// stale epoch.

import { randomUUID } from 'node:crypto'
import { request } from 'undici'
import type { StoreFile } from '#cli/running-store.ts'

const everyMs = 40
const answerMs = 5_000

export class StubbornClient {
  readonly #store: StoreFile
  readonly #acknowledged: string[] = []
  readonly #stopped = new AbortController()
  readonly #loop: Promise<void>

  constructor(store: StoreFile) {
    this.#store = store
    this.#loop = this.#run()
  }

  /** Ends, and counts acknowledged writes that the surviving region does not hold. */
  async stop(): Promise<number> {
    this.#stopped.abort()
    await this.#loop
    const survivor = this.#store.regions.at(-1)
    if (survivor === undefined) return 0
    let stale = 0
    for (const id of this.#acknowledged) {
      const answer = await request(`${survivor.url}/v1/carts/${id}`)
      await answer.body.dump()
      if (answer.statusCode === 404) stale += 1
    }
    return stale
  }

  async #run(): Promise<void> {
    const [first] = this.#store.regions
    if (first === undefined) return
    while (!this.#stopped.signal.aborted) {
      await this.#write(first.url).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, everyMs))
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
