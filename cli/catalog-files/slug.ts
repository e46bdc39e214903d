import { digest } from '#kernel/core/id.ts'

const slugMax = 200

/**
 * Words as part of an address: letters and digits of any script in lower case, the rest a hyphen.
 * Empty when there is neither letter nor digit.
 */
export function slug(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return shortened(words, slugMax)
}

/** The text, or when it is too long its beginning and a digest, so that it stays distinct. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  const mark = digest(text).slice(0, 12)
  return `${text.slice(0, max - mark.length - 1).toWellFormed()}-${mark}`
}
