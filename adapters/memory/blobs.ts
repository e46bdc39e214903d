import { hash } from 'node:crypto'
import type { Blobs } from '#kernel/ports/blobs.ts'

export class MemoryBlobs implements Blobs {
  readonly #files = new Map<string, Uint8Array>()

  async put(bytes: Uint8Array, suffix: string): Promise<string> {
    const id = `${hash('sha256', bytes)}.${suffix}`
    this.#files.set(id, new Uint8Array(bytes))
    return id
  }

  async get(id: string): Promise<Uint8Array | null> {
    const bytes = this.#files.get(id)
    return bytes === undefined ? null : new Uint8Array(bytes)
  }

  async missing(ids: readonly string[]): Promise<readonly string[]> {
    return ids.filter((id) => !this.#files.has(id))
  }

  async list(after: string, limit: number): Promise<readonly string[]> {
    return [...this.#files.keys()]
      .filter((id) => id > after)
      .toSorted()
      .slice(0, limit)
  }
}
