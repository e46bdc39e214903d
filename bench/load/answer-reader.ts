const headEnd = Buffer.from('\r\n\r\n')

/** Reads the answers on one connection that carries one request at a time. */
export class AnswerReader {
  #received: Buffer = Buffer.alloc(0)
  /** Bytes of the answer that is being received; null until its head is complete. */
  #length: number | null = null

  /** @returns the status of the answer that these bytes complete; null when it is not complete */
  take(chunk: Buffer): number | null {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    this.#length ??= lengthOf(this.#received)
    if (this.#length === null || this.#received.length < this.#length) return null
    const status = Number(this.#received.toString('latin1', 9, 12))
    this.#received = this.#received.subarray(this.#length)
    this.#length = null
    return status
  }
}

function lengthOf(received: Buffer): number | null {
  const end = received.indexOf(headEnd)
  if (end < 0) return null
  const head = received.toString('latin1', 0, end)
  const at = head.search(/\r\ncontent-length:/i)
  if (at < 0) throw new Error(`an answer without Content-Length: ${head.split('\r\n')[0]}`)
  return end + headEnd.length + Number.parseInt(head.slice(at + 17), 10)
}
