import { Fault } from '#kernel/core/fault.ts'
import type { BookEntry, PaymentProvider, ProviderAnswer } from '#kernel/ports/payment-provider.ts'
import { Outside } from '#adapters/embedded/outside.ts'

const timeoutMs = 2_000

/**
 * The payment provider behind HTTP. A refusal is an answer; everything else that fails is a Fault.
 * @param url the provider's address, without a path
 */
export function httpPaymentProvider(url: string): PaymentProvider & { close(): Promise<void> } {
  return new HttpPaymentProvider(url)
}

class HttpPaymentProvider implements PaymentProvider {
  readonly #bank: Outside

  constructor(url: string) {
    this.#bank = new Outside({ url, name: 'the bank', timeoutMs })
  }

  async authorize(key: string, request: Parameters<PaymentProvider['authorize']>[1]) {
    const { paymentId, amount, token } = request
    return this.#post(key, '/authorizations', { paymentId, ...amount, token })
  }

  async capture(key: string, request: Parameters<PaymentProvider['capture']>[1]) {
    return this.#post(key, pathOf(request.reference, 'captures'), request.amount)
  }

  async void(key: string, request: Parameters<PaymentProvider['void']>[1]) {
    return this.#post(key, pathOf(request.reference, 'voids'), {})
  }

  async refund(key: string, request: Parameters<PaymentProvider['refund']>[1]) {
    return this.#post(key, pathOf(request.reference, 'refunds'), request.amount)
  }

  async books(page: { cursor?: string; limit: number }) {
    const query = new URLSearchParams({ limit: String(page.limit) })
    if (page.cursor !== undefined) query.set('cursor', page.cursor)
    const { status, body } = await this.#bank.call('GET', `/books?${query.toString()}`)
    if (status === 400) throw new Fault('bad-cursor')
    return body as { items: readonly BookEntry[]; next: string | null }
  }

  close(): Promise<void> {
    return this.#bank.close()
  }

  async #post(key: string, path: string, sent: unknown): Promise<ProviderAnswer> {
    const { status, body } = await this.#bank.call('POST', path, { key, body: sent })
    const said = (body ?? {}) as { reference?: string; code?: string }
    if (status === 201 && said.reference !== undefined)
      return { approved: true, reference: said.reference }
    if (status === 402 && said.code !== undefined) return { approved: false, reason: said.code }
    throw new Fault('bad-data', `the bank answered ${status} ${said.code ?? ''}`.trim())
  }
}

function pathOf(reference: string, what: string): string {
  return `/authorizations/${encodeURIComponent(reference)}/${what}`
}
