// A shopper's view of the shop: the public API through the front door, with the patience of a good
// storefront. What was not answered is asked again with the same key.

import { Pool } from 'undici'

/** How long one request may take; the edge itself gives up after less. */
const requestMs = 20_000
const retryAfterMs = 150

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly region: string
}

export class ShopApi {
  /** The region this shopper is in; empty where the front door may choose. */
  readonly region: string
  readonly #pool: Pool
  readonly #headers: Readonly<Record<string, string>>

  constructor(url: string, options: { connections: number; region?: string }) {
    this.#pool = new Pool(url, { connections: options.connections, pipelining: 1 })
    this.region = options.region ?? ''
    this.#headers = this.region === '' ? {} : { 'meridian-region-preference': this.region }
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.#once<Body>('GET', path, undefined, {})
  }

  put<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.#once<Body>('PUT', path, body, {})
  }

  post<Body>(path: string, key: string, body: unknown, prefer?: string): Promise<Answer<Body>> {
    return this.#once<Body>('POST', path, body, {
      'idempotency-key': key,
      ...(prefer === undefined ? {} : { prefer }),
    })
  }

  /**
   * Repeats until it is answered with less than 500, or `untilMs` has passed. That the first request is
   * still at work is no answer yet.
   */
  async insist<Body>(ask: () => Promise<Answer<Body>>, untilMs: number): Promise<Answer<Body>> {
    for (;;) {
      try {
        const answer = await ask()
        if (isLast(answer) || performance.now() > untilMs) return answer
      } catch (error) {
        if (performance.now() > untilMs) throw error
      }
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs * (0.5 + Math.random())))
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  async #once<Body>(
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>> {
    const answer = await this.#pool.request({
      method,
      path,
      headers: {
        ...this.#headers,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: requestMs,
      bodyTimeout: requestMs,
    })
    return {
      status: answer.statusCode,
      body: (await answer.body.json()) as Body,
      region: String(answer.headers['meridian-region'] ?? ''),
    }
  }
}

const isLast = ({ status, body }: Answer<unknown>): boolean =>
  status < 500 && !(status === 409 && codeOf(body) === 'http.still-running')

const codeOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'code' in body ? body.code : null
