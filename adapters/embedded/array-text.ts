/** A PostgreSQL array as text. The driver would do the same, several times slower. */
export function arrayText(items: readonly (string | number | null)[]): string {
  return `{${items.map(element).join(',')}}`
}

/**
 * The same for texts that `JSON.stringify` made: they hold no control character, so quoting them as
 * JSON again is quoting them for PostgreSQL, and much faster.
 */
export function jsonArrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => JSON.stringify(text)).join(',')}}`
}

function element(item: string | number | null): string {
  if (item === null) return 'NULL'
  if (typeof item === 'number') return String(item)
  const plain = !item.includes('"') && !item.includes('\\')
  return plain ? `"${item}"` : `"${item.replace(/["\\]/g, '\\$&')}"`
}
