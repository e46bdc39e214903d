const offset = 0x811c9dc5
const prime = 0x01000193

/** A digest of everything that happened, in order: the same seed must give the same. */
export class Trace {
  #one = offset
  #other = 0x9e3779b9
  #folded = 0

  /** How much was folded into it. */
  get folded(): number {
    return this.#folded
  }

  number(value: number): void {
    this.#folded += 1
    this.#one = Math.imul(this.#one ^ (value | 0), prime)
    this.#other = Math.imul(this.#other ^ (value | 0) ^ (value / 2 ** 32), 0x85ebca6b)
    this.#other ^= this.#other >>> 15
  }

  text(value: string): void {
    let hash = offset
    for (let at = 0; at < value.length; at += 1) {
      hash = Math.imul(hash ^ value.charCodeAt(at), prime)
    }
    this.number(hash)
  }

  /** 16 hexadecimal digits. */
  get digest(): string {
    const hex = (half: number) => (half >>> 0).toString(16).padStart(8, '0')
    return `${hex(this.#one)}${hex(this.#other)}`
  }
}
