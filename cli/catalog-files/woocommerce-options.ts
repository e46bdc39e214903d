import { shortened } from '#cli/catalog-files/slug.ts'
import type { Row } from '#cli/catalog-files/table.ts'
import { wooAttributes, type WooHeader } from '#cli/catalog-files/woocommerce-columns.ts'

export interface WooOptions {
  readonly names: readonly string[]
  valuesOf(row: Row): string[]
  isOption(attribute: string): boolean
}

const optionsMax = 3
const textMax = 255

/**
 * The attributes that tell variations apart are the options, in the order of the parent. When there
 * are more than three, the third option holds the rest: `Material / Finish`.
 */
export function wooOptions(header: WooHeader, parent: Row, variations: readonly Row[]): WooOptions {
  const used = new Map<string, string>()
  for (const { name } of wooAttributes(header, parent)) used.set(name.toLowerCase(), name)
  const telling = new Set<string>()
  for (const row of variations) {
    for (const { name, values } of wooAttributes(header, row)) {
      const key = name.toLowerCase()
      if (!used.has(key)) used.set(key, name)
      if (values.length > 0) telling.add(key)
    }
  }
  const keys = [...used.keys()].filter((key) => telling.has(key))
  const groups =
    keys.length <= optionsMax
      ? keys.map((key) => [key])
      : [...keys.slice(0, optionsMax - 1).map((key) => [key]), keys.slice(optionsMax - 1)]
  return {
    names: groups.map((group) =>
      shortened(group.map((key) => used.get(key) ?? key).join(' / '), textMax),
    ),
    valuesOf(row) {
      if (variations.length === 0) return []
      const values = new Map(
        wooAttributes(header, row).map((each) => [each.name.toLowerCase(), each.values.join(', ')]),
      )
      return groups.map((group) =>
        shortened(group.map((key) => values.get(key) || 'Any').join(' / '), textMax),
      )
    },
    isOption: (attribute) => telling.has(attribute.toLowerCase()),
  }
}
