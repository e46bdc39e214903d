import { bodyOf } from '#kernel/core/id.ts'
import type { Change } from '#adapters/memory/ledger-store.ts'

const cities: Readonly<Record<string, string>> = { sin: 'Singapore', syd: 'Sydney' }
const detailMax = 140

export const cityOf = (region: string): string => cities[region] ?? region

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
