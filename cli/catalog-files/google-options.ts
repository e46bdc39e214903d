import { valueOf, type FeedItem } from '#cli/catalog-files/feed-item.ts'
import { shortened } from '#cli/catalog-files/slug.ts'

/** The attributes that can tell the items of a group apart, the most usual first. */
export const variantAttributes = [
  'color',
  'size',
  'material',
  'pattern',
  'gender',
  'age_group',
] as const

const optionsMax = 3
const textMax = 255

/**
 * The options of the product that these items are variants of: the attributes in which they differ.
 * When none tells them apart, their titles do.
 */
export function feedOptions(items: readonly FeedItem[]): {
  title: string
  names: string[]
  values: string[][]
} {
  const [first] = items
  const title = first ? valueOf(first, 'title') : ''
  if (items.length < 2) return { title, names: [], values: items.map(() => []) }
  const differing = variantAttributes
    .filter((name) => new Set(items.map((item) => valueOf(item, name))).size > 1)
    .slice(0, optionsMax)
  if (differing.length === 0) {
    return {
      title,
      names: ['Item'],
      values: items.map((item) => [shortened(valueOf(item, 'title'), textMax)]),
    }
  }
  return {
    title: first ? titleOfGroup(first) : '',
    names: differing.map((name) => name.charAt(0).toUpperCase() + name.slice(1).replace('_', ' ')),
    values: items.map((item) => differing.map((name) => shortened(valueOf(item, name), textMax))),
  }
}

/** The title without the parts at its end that name the variant: ` - Colour Red - Size M`. */
function titleOfGroup(item: FeedItem): string {
  const values = variantAttributes.map((name) => valueOf(item, name).toLowerCase())
  let title = valueOf(item, 'title')
  while (true) {
    const at = Math.max(
      ...[' - ', ' – ', ' — ', ', ', ' | ', ' / '].map((mark) => title.lastIndexOf(mark)),
    )
    const ending = title.slice(at).toLowerCase()
    if (at <= 0 || !values.some((value) => value !== '' && ending.endsWith(value))) return title
    title = title.slice(0, at).trimEnd()
  }
}
