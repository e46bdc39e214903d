/** The SHA-256 of what is in a file, and the end of its name: `9f86…0f0a.png`. */
export const blobIdPattern = '[0-9a-f]{64}\\.[a-z0-9]{2,5}'

const whole = new RegExp(`^${blobIdPattern}$`)
const hashLength = 64

/** Nothing that looks so leads out of a folder. */
export function isBlobId(text: string): boolean {
  return whole.test(text)
}

/** The kind of file: `png`. */
export function suffixOf(blobId: string): string {
  return blobId.slice(hashLength + 1)
}
