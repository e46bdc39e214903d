// Not secret at all: it hides a text from a look, and behaves as the port asks.

import { Fault } from '#kernel/core/fault.ts'
import { digest } from '#kernel/core/id.ts'
import { encryptedPrefix, type Encryption } from '#kernel/ports/encryption.ts'

export class MemoryEncryption implements Encryption {
  #count = 0

  async encrypt(text: string, about: string): Promise<string> {
    this.#count += 1
    const hidden = Array.from(text, (letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('.')
    return `${encryptedPrefix}memory:${this.#count}:${hidden}:${mark(hidden, about)}`
  }

  async decrypt(stored: string, about: string): Promise<string> {
    if (!stored.startsWith(encryptedPrefix)) return stored
    const [, , , hidden = '', given] = stored.split(':')
    if (given !== mark(hidden, about)) throw new Fault('bad-data', 'it does not belong here')
    const letters = hidden === '' ? [] : hidden.split('.')
    return letters.map((letter) => String.fromCodePoint(Number.parseInt(letter, 16))).join('')
  }
}

const mark = (hidden: string, about: string): string => digest(`${hidden} ${about}`)
