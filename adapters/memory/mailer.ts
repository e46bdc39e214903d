import { isDeepStrictEqual } from 'node:util'
import { Fault } from '#kernel/core/fault.ts'
import type { Mail, Mailer } from '#kernel/ports/mailer.ts'

/** Keeps what was sent, once per key. */
export class MemoryMailer implements Mailer {
  readonly #mails = new Map<string, Mail>()

  async send(key: string, mail: Mail) {
    const known = this.#mails.get(key)
    if (known === undefined) this.#mails.set(key, { ...mail })
    else if (!isDeepStrictEqual(known, { ...mail }))
      throw new Fault('bad-data', `The key ${key} was used for another mail`)
  }

  /** Oldest first. */
  sent(): readonly Mail[] {
    return [...this.#mails.values()]
  }
}
