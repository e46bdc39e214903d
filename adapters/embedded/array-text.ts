/** A PostgreSQL array as text. The driver would do the same, several times slower. */
export function arrayText(items: readonly (string | number | null)[]): string {
  return `{${items.map(element).join(',')}}`
}

function element(item: string | number | null): string {
  if (item === null) return 'NULL'
  if (typeof item === 'number') return String(item)
  return `"${item.replace(/["\\]/g, '\\$&')}"`
}
