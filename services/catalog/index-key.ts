// Index keys compare byte by byte. Parts are joined by a control character that sorts before all
// visible ones, so that `shoes` and everything in it stands before `shoes-red`.

const separator = '\u001f'

/** Long titles sort by their first characters, so that no key outgrows what a store accepts. */
export const sortableTextMax = 40

/** Enough for any price: 1,000,000,000,000 minor units. */
const sortableNumberDigits = 13

export const indexKey = (...parts: readonly string[]): string => parts.join(separator)

/** The start of all keys whose first part is exactly this. */
export const keyPrefix = (part: string): string => `${part}${separator}`

export const sortableNumber = (amount: number): string =>
  String(amount).padStart(sortableNumberDigits, '0')

/** Case and accents do not count: "Éclair" stands with "eclair". */
export function sortableText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return Array.from(plain).slice(0, sortableTextMax).join('')
}
