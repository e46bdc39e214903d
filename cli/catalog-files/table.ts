import { cleanText, isClean } from '#cli/catalog-files/clean-text.ts'
import type { TextFile } from '#cli/catalog-files/decode.ts'
import { recordsOf } from '#cli/catalog-files/delimited.ts'
import { refused, warning, type Notice } from '#cli/catalog-files/read-item.ts'

export interface Row {
  readonly line: number
  /** One for each column of the table, in its order. */
  readonly cells: readonly string[]
}

export interface Table {
  /** The names in the first line, without the blanks around them. */
  readonly columns: readonly string[]
  /** The rows with anything in them, from the first; can be read as often as needed. */
  rows(): AsyncIterable<Row | Notice>
}

/** More columns than any shop writes: what lies beyond is not a table. */
export const columnsMax = 2_000

/** The table in a delimited file; null when the file is empty. */
export async function tableOf(file: TextFile, delimiter: string): Promise<Table | null> {
  for await (const first of recordsOf(file.chunks(), delimiter)) {
    if ('broken' in first || first.cells.length > columnsMax) return null
    const names = first.cells.map((name, at) => cleanText(at === 0 ? withoutMark(name) : name))
    const columns = distinct(names.map((name) => name.trim()))
    const padded = names.filter((name) => /\S\s{2,}$/.test(name)).length > 0
    return { columns, rows: () => rowsOf(file, delimiter, columns.length, padded) }
  }
  return null
}

/** Where a column is, by its name in any case; -1 when it is not there. */
export function columnAt(table: Table, name: string): number {
  const wanted = name.toLowerCase()
  return table.columns.findIndex((column) => column.toLowerCase() === wanted)
}

/**
 * @param padded cells are filled up with blanks to a fixed width, which are taken off
 */
async function* rowsOf(
  file: TextFile,
  delimiter: string,
  width: number,
  padded: boolean,
): AsyncIterable<Row | Notice> {
  let header = true
  if (padded) yield warning(1, 'the cells are filled up with blanks to a fixed width; taken off')
  if (file.encoding === 'windows-1252') {
    yield warning(1, 'the file is not UTF-8; it was read as Windows-1252')
  }
  for await (const record of recordsOf(file.chunks(), delimiter)) {
    if ('broken' in record) {
      yield refused(record.line, record.broken)
      continue
    }
    if (header) {
      header = false
      continue
    }
    const { line } = record
    let cells = record.cells
    if (cells.every((cell) => cell.trim() === '')) continue
    if (!cells.every(isClean)) {
      yield warning(line, 'characters that cannot be stored (NUL, half a surrogate) were taken out')
      cells = cells.map(cleanText)
    }
    if (padded) cells = cells.map((cell) => cell.trim())
    if (cells.length > width) {
      if (cells.slice(width).some((cell) => cell.trim() !== '')) {
        yield warning(line, `the row has ${cells.length} cells for ${width} columns; cut off`)
      }
      cells = cells.slice(0, width)
    }
    if (cells.length < width) {
      cells = [...cells, ...Array.from({ length: width - cells.length }, () => '')]
    }
    yield { line, cells }
  }
}

const withoutMark = (name: string) => (name.startsWith('\ufeff') ? name.slice(1) : name)

/** Later columns of the same name get a number, so that each cell has a name of its own. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name, at) => {
    const given = name || `column ${at + 1}`
    const count = (seen.get(given) ?? 0) + 1
    seen.set(given, count)
    return count === 1 ? given : `${given} (${count})`
  })
}
