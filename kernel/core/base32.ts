// RFC 4648, section 6, without padding: five bits a letter. The alphabet is the caller's.

/** @param alphabet 32 letters */
export function toBase32(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(buffer >> bits) & 31]
      buffer &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + alphabet[(buffer << (5 - bits)) & 31] : text
}
