import { Fault, isFault } from '#kernel/core/fault.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { Outside } from '#adapters/embedded/outside.ts'

const timeoutMs = 1_000

/**
 * The witness behind HTTP.
 * @param url the witness's address, without a path
 */
export function httpWitness(url: string): Witness & { close(): Promise<void> } {
  return new HttpWitness(url)
}

class HttpWitness implements Witness {
  readonly #witness: Outside

  constructor(url: string) {
    this.#witness = new Outside({ url, name: 'the witness', timeoutMs })
  }

  async read() {
    try {
      const { status, body } = await this.#witness.call('GET', '/map')
      if (status === 200) return body as ServingMap
    } catch (cause) {
      throw new Fault('unavailable', 'the witness cannot be read', { cause })
    }
    throw new Fault('unavailable', 'the witness has no map')
  }

  async propose(expectedEpoch: number, next: ServingMap) {
    try {
      const body = { expectedEpoch, next }
      const answer = await this.#witness.call('POST', '/map', { body })
      if (answer.status === 200 || answer.status === 409) return answer.body as ServingMap
      const { detail } = (answer.body ?? {}) as { detail?: string }
      throw new Fault('bad-data', detail ?? `the witness answered ${answer.status}`)
    } catch (cause) {
      if (!isFault(cause, 'timeout')) throw cause
      throw new Fault('outcome-unknown', 'the witness did not answer in time', { cause })
    }
  }

  close(): Promise<void> {
    return this.#witness.close()
  }
}
