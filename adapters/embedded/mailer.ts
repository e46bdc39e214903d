import { Fault } from '#kernel/core/fault.ts'
import type { Mail, Mailer } from '#kernel/ports/mailer.ts'
import { Outside } from '#adapters/embedded/outside.ts'

const timeoutMs = 2_000

/**
 * The mail relay behind HTTP.
 * @param url the relay's address, without a path
 */
export function httpMailer(url: string): Mailer & { close(): Promise<void> } {
  return new HttpMailer(url)
}

class HttpMailer implements Mailer {
  readonly #relay: Outside

  constructor(url: string) {
    this.#relay = new Outside({ url, name: 'the mail relay', timeoutMs })
  }

  async send(key: string, { to, subject, text, html }: Mail) {
    const body = { to, subject, text, html }
    const { status } = await this.#relay.call('POST', '/mails', { key, body })
    if (status !== 201) throw new Fault('bad-data', `the mail relay answered ${status}`)
  }

  close(): Promise<void> {
    return this.#relay.close()
  }
}
