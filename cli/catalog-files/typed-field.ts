import type { ProductInput } from '#services/catalog/contract.ts'

export type CustomField = ProductInput['fields'][string]
export type FieldKind = CustomField['type']

export const fieldKinds: readonly FieldKind[] = [
  'text',
  'html',
  'url',
  'date',
  'number',
  'boolean',
  'list',
]

const textMax = 65_536
const listItemsMax = 200
const listItemMax = 4_096

/** What kind of value a text looks like when nothing says what it is. */
export function kindOf(text: string): FieldKind {
  const value = text.trim()
  if (value === 'true' || value === 'false') return 'boolean'
  if (isPlainNumber(value)) return 'number'
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'date'
  if (/^https?:\/\/\S+$/.test(value)) return 'url'
  if (/<\/?[a-z][^<>]*>/i.test(value)) return 'html'
  return 'text'
}

/** The kind that fits both: a field has one kind in a whole file. */
export function commonKind(one: FieldKind | undefined, other: FieldKind): FieldKind {
  if (one === undefined || one === other) return other
  return one === 'html' || other === 'html' ? 'html' : 'text'
}

/**
 * The value of a cell as a field of that kind, or of text when it is none; null when it is blank or
 * too long to keep.
 */
export function fieldFrom(text: string, kind: FieldKind): CustomField | null {
  const value = text.trim()
  if (value === '' || text.length > textMax) return null
  const asText: CustomField = { type: 'text', value: text }
  switch (kind) {
    case 'number':
      return isPlainNumber(value) ? { type: kind, value: Number(value) } : asText
    case 'boolean':
      return /^(true|false)$/.test(value) ? { type: kind, value: value === 'true' } : asText
    case 'list': {
      const items = itemsIn(value)
      const fits = items.length <= listItemsMax && items.every((item) => item.length <= listItemMax)
      return fits ? { type: kind, value: items } : asText
    }
    case 'text':
    case 'html':
    case 'url':
    case 'date':
      return { type: kind, value: text }
  }
}

/** A list joins its items with `; `, or is a JSON array when an item could not be told apart. */
export function textOfField(field: CustomField): string {
  if (field.type !== 'list') return String(field.value)
  const joined = field.value.join('; ')
  const plain = !joined.startsWith('[') && sameItems(itemsIn(joined), field.value)
  return plain ? joined : JSON.stringify(field.value)
}

function itemsIn(text: string): string[] {
  if (text.startsWith('[')) {
    try {
      const items: unknown = JSON.parse(text)
      if (Array.isArray(items) && items.every((item) => typeof item === 'string')) return items
    } catch {
      return plainItems(text)
    }
  }
  return plainItems(text)
}

function plainItems(text: string): string[] {
  return text
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function sameItems(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at])
}

/** True when the number is written as we would write it, so that nothing is lost: not `007`. */
function isPlainNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(text) && String(Number(text)) === text
}
