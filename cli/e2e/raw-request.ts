import { Pool } from 'undici'
import type { Answer } from '#cli/e2e/ask.ts'

export interface RawRequest {
  /** What is wrong with it, for messages. */
  readonly wrong: string
  readonly method: string
  /** Sent as it is, however badly encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Whether any route has to refuse it. */
  readonly hopeless?: true
}

/** Requests that `fetch` would tidy up or refuse to send. */
export class RawClient {
  readonly #pool: Pool
  readonly #always: Readonly<Record<string, string>>

  /** @param always headers of every request that does not say otherwise */
  constructor(url: string, connections: number, always: Readonly<Record<string, string>> = {}) {
    this.#always = always
    this.#pool = new Pool(url, { connections, pipelining: 1 })
  }

  async send({ method, path, headers = {}, body }: RawRequest): Promise<Answer<unknown>> {
    const answer = await this.#pool.request({
      method: method as 'GET',
      path,
      headers: { ...this.#always, ...headers },
      body: body ?? null,
      headersTimeout: 20_000,
    })
    const text = await answer.body.text()
    const answered = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      answered.set(name, String(value))
    }
    return { status: answer.statusCode, headers: answered, body: parsed(text), text }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
