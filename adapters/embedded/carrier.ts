import { Fault } from '#kernel/core/fault.ts'
import type { Money } from '#kernel/core/money.ts'
import type { Carrier, Label, ParcelRequest } from '#kernel/ports/carrier.ts'
import { Outside } from '#adapters/embedded/outside.ts'

const timeoutMs = 2_000

/**
 * The carrier behind HTTP. What it does not take is a `bad-data` Fault: repeating it cannot help.
 * @param url the carrier's address, without a path
 */
export function httpCarrier(url: string): Carrier & { close(): Promise<void> } {
  return new HttpCarrier(url)
}

class HttpCarrier implements Carrier {
  readonly #carrier: Outside

  constructor(url: string) {
    this.#carrier = new Outside({ url, name: 'the carrier', timeoutMs })
  }

  async rate(request: Parameters<Carrier['rate']>[0]) {
    const { country, grams, method, currency } = request
    const body = { country, grams, method, currency }
    return (await this.#post('/rates', { body })) as Money
  }

  async label(key: string, request: ParcelRequest) {
    return (await this.#post('/labels', { key, body: request })) as Label
  }

  close(): Promise<void> {
    return this.#carrier.close()
  }

  async #post(path: string, sending: { key?: string; body: unknown }): Promise<unknown> {
    const { status, body } = await this.#carrier.call('POST', path, sending)
    if (status < 300) return body
    const { detail } = (body ?? {}) as { detail?: string }
    throw new Fault('bad-data', detail ?? `the carrier answered ${status}`)
  }
}
