import type { Row, Table } from '#cli/catalog-files/table.ts'

/** One item of a Google feed, from XML or from a table. */
export interface FeedItem {
  readonly line: number
  /** By name without `g:` in lower case; a member of a nested element as `shipping.country`. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

export function valueOf(item: FeedItem, name: string): string {
  return item.values.get(name)?.[0]?.trim() ?? ''
}

export function itemOfRow(table: Table, row: Row): FeedItem {
  const values = new Map<string, string[]>()
  table.columns.forEach((column, at) => {
    const text = row.cells[at]?.trim() ?? ''
    if (text === '') return
    const name = feedName(column)
    values.set(name, name === 'additional_image_link' ? text.split(',') : [text])
  })
  return { line: row.line, values }
}

export function feedName(name: string): string {
  return name.trim().toLowerCase().replace(/^g:/, '').replaceAll(' ', '_')
}
