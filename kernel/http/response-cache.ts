// Rendered answers to public questions, kept in this process by their address. An answer is fresh
// for `maxAgeSeconds`; after that it is still given while a new one is made, for
// `staleWhileRevalidateSeconds` (RFC 5861). A change drops the answers whose tags it names at once,
// also those being made while it happened: they may show what was before.

import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { jsonType } from '#kernel/http/outgoing.ts'

/** What an entry costs beside its body and its address, roughly. */
const entryBytes = 1_500

export interface Keeping {
  readonly maxAgeSeconds: number
  /** How long it is fresh here; default `maxAgeSeconds`. */
  readonly regionSeconds?: number
  readonly staleWhileRevalidateSeconds: number
  readonly tags: readonly string[]
}

export interface Kept {
  readonly body: Buffer
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
  /** The same, names and values in turn, as Node's `writeHead` takes them fastest. */
  readonly lines: readonly string[]
}

interface Entry extends Kept {
  readonly madeAtMs: number
  readonly keeping: Keeping
  readonly render: () => Promise<string>
}

interface Filling {
  readonly tags: readonly string[]
  readonly kept: Promise<Kept>
  outdated: boolean
}

export class ResponseCache {
  readonly #entries: LRUCache<string, Entry>
  readonly #urlsByTag = new Map<string, Set<string>>()
  readonly #filling = new Map<string, Filling>()
  readonly #nowMs: () => number

  /** @param nowMs a clock that never goes backwards */
  constructor(maxBytes: number, nowMs: () => number) {
    this.#nowMs = nowMs
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }, url) => body.length + url.length * 2 + entryBytes,
      dispose: ({ keeping }, url, reason) => {
        if (reason !== 'set') this.#untag(url, keeping.tags)
      },
    })
  }

  /** The answer kept for an address. A stale one is being made anew from now on. */
  find(
    url: string,
  ): { readonly kept: Kept; readonly ageMs: number; readonly stale: boolean } | null {
    const entry = this.#entries.get(url)
    if (entry === undefined) return null
    const ageMs = this.#nowMs() - entry.madeAtMs
    const { maxAgeSeconds, regionSeconds, staleWhileRevalidateSeconds } = entry.keeping
    const freshMs = (regionSeconds ?? maxAgeSeconds) * 1_000
    const stale = ageMs > freshMs
    // What is dropped with every change is as good as new for as long as it is here.
    if (!stale) return { kept: entry, ageMs: regionSeconds === undefined ? ageMs : 0, stale }
    if (ageMs > freshMs + staleWhileRevalidateSeconds * 1_000) return null
    // When it cannot be made anew, the old one is given until its time is over.
    if (!this.#filling.has(url)) this.#fill(url, entry.keeping, entry.render).catch(() => undefined)
    return { kept: entry, ageMs, stale }
  }

  /** The answer for an address, made once for all who ask at the same time. */
  async make(
    url: string,
    keeping: Keeping,
    render: () => Promise<string>,
  ): Promise<{ readonly kept: Kept; readonly joined: boolean }> {
    const under = this.#filling.get(url)
    if (under) return { kept: await under.kept, joined: true }
    return { kept: await this.#fill(url, keeping, render), joined: false }
  }

  /** Drops everything: what has changed is not known. */
  clear(): void {
    this.#entries.clear()
    this.#urlsByTag.clear()
    for (const filling of this.#filling.values()) filling.outdated = true
    this.#filling.clear()
  }

  invalidate(tags: readonly string[]): void {
    for (const tag of tags) {
      for (const url of this.#urlsByTag.get(tag) ?? []) this.#entries.delete(url)
    }
    const named = new Set(tags)
    for (const [url, filling] of this.#filling) {
      if (!filling.tags.some((tag) => named.has(tag))) continue
      filling.outdated = true
      this.#filling.delete(url)
    }
  }

  #fill(url: string, keeping: Keeping, render: () => Promise<string>): Promise<Kept> {
    const end = () => {
      if (this.#filling.get(url) === filling) this.#filling.delete(url)
    }
    const keep = (text: string): Kept => {
      end()
      const entry = this.#entry(text, keeping, render)
      if (!filling.outdated) this.#keep(url, entry)
      return entry
    }
    const giveUp = (error: unknown): never => {
      end()
      throw error
    }
    const kept = render().then(keep, giveUp)
    const filling: Filling = { tags: keeping.tags, kept, outdated: false }
    this.#filling.set(url, filling)
    return kept
  }

  #entry(text: string, keeping: Keeping, render: () => Promise<string>): Entry {
    const body = Buffer.from(text)
    const etag = `W/"${hash('sha1', body, 'base64url')}"`
    const { maxAgeSeconds: fresh, staleWhileRevalidateSeconds: stale } = keeping
    const headers = {
      'content-type': jsonType,
      'cache-control': `public, max-age=${fresh}, stale-while-revalidate=${stale}`,
      etag,
    }
    const lines = Object.entries(headers).flat()
    return { body, etag, headers, lines, keeping, render, madeAtMs: this.#nowMs() }
  }

  #keep(url: string, entry: Entry): void {
    const before = this.#entries.peek(url)
    if (before) this.#untag(url, before.keeping.tags)
    this.#entries.set(url, entry)
    if (!this.#entries.has(url)) return
    for (const tag of entry.keeping.tags) {
      const urls = this.#urlsByTag.get(tag) ?? new Set()
      this.#urlsByTag.set(tag, urls.add(url))
    }
  }

  #untag(url: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const urls = this.#urlsByTag.get(tag)
      urls?.delete(url)
      if (urls?.size === 0) this.#urlsByTag.delete(tag)
    }
  }
}
