// An answer ready to be sent: the head as lines, the body as bytes, in every encoding. Sending one
// writes two fields into a prepared array and nothing else, which is what makes a hit cheap.

import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { compressed, encodingFor, isCompressible, type Encoding } from '#world/edge/compression.ts'
import { matchesTag } from '#world/edge/entity-tag.ts'
import { limits } from '#world/edge/limits.ts'

export type CacheOutcome = 'hit' | 'stale' | 'miss'

interface Variant {
  readonly body: Buffer
  /** Names and values in turn; the last value is the age, the one before the last name the outcome. */
  readonly head: string[]
}

const overheadBytes = 2_048

export class KeptAnswer {
  readonly etag: string
  readonly bytes: number
  readonly #lines: readonly string[]
  readonly #variants: { identity: Variant; gzip?: Variant; br?: Variant }
  readonly #unchanged: string[]

  /**
   * @param headers those of the answer that go to every client, in lower case
   * @param ready the body compressed beforehand; otherwise it is compressed once it is kept
   */
  constructor(
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    ready: { readonly br: Buffer; readonly gzip: Buffer } | null = null,
  ) {
    const { 'content-length': _, etag, ...rest } = headers
    const type = headers['content-type']
    const shrinks = body.length >= limits.compressMinBytes && isCompressible(type)
    this.etag = etag ?? `W/"${createHash('sha1').update(body).digest('base64url')}"`
    this.bytes = body.length * (shrinks ? 1.6 : 1) + overheadBytes
    this.#lines = Object.entries({
      ...rest,
      etag: this.etag,
      ...(shrinks ? { vary: 'Accept-Encoding' } : {}),
    }).flat()
    this.#variants = { identity: this.#variant(body, 'identity') }
    this.#unchanged = withOutcome(this.#lines)
    if (ready !== null) this.#keep(ready)
    else if (shrinks) void this.#compress(body)
  }

  send(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: CacheOutcome,
    ageSeconds: number,
  ): void {
    const wanted = request.headers['if-none-match']
    if (wanted !== undefined && matchesTag(wanted, this.etag)) {
      response.writeHead(304, stamped(this.#unchanged, outcome, ageSeconds)).end()
      return
    }
    const encoding = encodingFor(request.headers['accept-encoding'])
    const { head, body } = this.#variants[encoding] ?? this.#variants.identity
    response.writeHead(200, stamped(head, outcome, ageSeconds))
    response.end(body)
  }

  async #compress(body: Buffer): Promise<void> {
    try {
      this.#keep(await compressed(body))
    } catch {
      // It is sent as it is.
    }
  }

  #keep({ gzip, br }: { readonly br: Buffer; readonly gzip: Buffer }): void {
    this.#variants.gzip = this.#variant(gzip, 'gzip')
    this.#variants.br = this.#variant(br, 'br')
  }

  #variant(body: Buffer, encoding: Encoding): Variant {
    const lines = [...this.#lines, 'content-length', String(body.length)]
    if (encoding !== 'identity') lines.push('content-encoding', encoding)
    return { body, head: withOutcome(lines) }
  }
}

function withOutcome(lines: readonly string[]): string[] {
  return [...lines, 'meridian-cache', 'miss', 'age', '0']
}

function stamped(head: string[], outcome: CacheOutcome, ageSeconds: number): string[] {
  head[head.length - 3] = outcome
  head[head.length - 1] = String(ageSeconds)
  return head
}
