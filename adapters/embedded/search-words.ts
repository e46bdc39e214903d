/** Longer words are cut, on both sides: PostgreSQL takes 2 kB at most. */
const wordCharactersMax = 100

/** The words of a text without case and accents: what is searched for and what is found. */
export function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => word.slice(0, wordCharactersMax))
}
