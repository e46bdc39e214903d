import type { StoredDocument } from '#kernel/ports/ledger.ts'

type Listener = (document: StoredDocument) => void

/** Tells whoever waits for a document in this process that it has changed. */
export class Changes {
  #listeners = new Map<string, Set<Listener>>()

  tell(document: StoredDocument): void {
    const listeners = this.#listeners.get(`${document.kind}/${document.id}`)
    if (listeners) for (const listener of listeners) listener(document)
  }

  /** @returns a function that ends listening */
  listen(kind: string, id: string, listener: Listener): () => void {
    const key = `${kind}/${id}`
    const listeners = this.#listeners.get(key) ?? new Set()
    listeners.add(listener)
    this.#listeners.set(key, listeners)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(key)
    }
  }
}
