import { bodyOf } from '#kernel/core/id.ts'
import type { Change } from '#adapters/memory/ledger-store.ts'

const cities: Readonly<Record<string, string>> = { sin: 'Singapore', syd: 'Sydney' }
const detailMax = 140

export const cityOf = (region: string): string => cities[region] ?? region

/**
 * What a violation speaks of, as the ids and the events of its story have it: the body of an order's,
 * a cart's or an account's id, or else a SKU.
 */
export function subjectOf(detail: string): string | null {
  const body = /\b[a-z]{3}_(?:sin|syd)_([0-9a-hjkmnp-tv-z]{26})\b/.exec(detail)?.[1]
  return (
    body ?? /(?<![a-zA-Z0-9])[A-Z][A-Z0-9]{2,}(?:-[A-Z0-9]+)*(?![a-z0-9])/.exec(detail)?.[0] ?? null
  )
}

/** What somebody could be looking for in a change: its id, and whom or what its event names. */
export function subjectsOf({ table, key, row }: Change): string {
  return table === 'events' && row !== null
    ? `${key} ${row.documentId} ${JSON.stringify(row.data)}`
    : key
}

/** A change in the words of the domain: `Singapore: stock MUG-BLUE: reserved (quantity 2)`. */
export function wordsFor(region: string, change: Change, acknowledged: boolean): string | null {
  const city = cityOf(region)
  switch (change.table) {
    case 'events': {
      if (change.row === null) return null
      const { kind, documentId, type, data, version } = change.row
      const happened = (type.split('.')[1] ?? type).replaceAll('-', ' ')
      const told = acknowledged ? '' : ', and nobody is told'
      return `${city}: ${kind} ${bodyOf(documentId)} v${version}: ${happened}${detailOf(data)}${told}`
    }
    case 'deliveries':
      return change.row === null ? `${city}:   done: ${change.key}` : null
    case 'marks':
      return `${city}:   marked: ${change.key}`
    case 'documents':
    case 'discarded':
      return null
  }
}

function detailOf(data: Readonly<Record<string, unknown>>): string {
  const plain = Object.entries(data)
    .filter(([name, value]) => name !== 'at' && typeof value !== 'object')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
  return plain === '' ? '' : ` (${plain.slice(0, detailMax)})`
}
