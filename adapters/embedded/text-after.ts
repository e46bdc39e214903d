const lastCodePoint = 0x10ffff

/**
 * The first text, in the order of code points (which is the order of UTF-8 bytes), that comes after
 * every text with this prefix; null when there is none.
 */
export function textAfter(prefix: string): string | null {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === lastCodePoint) points.pop()
  const last = points.pop()
  if (last === undefined) return null
  // What stands between these two are halves of pairs, no characters.
  const next = last + 1 === 0xd800 ? 0xe000 : last + 1
  return String.fromCodePoint(...points, next)
}
