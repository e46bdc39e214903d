import { guardColumn, unguarded } from '#cli/catalog-files/cell-guard.ts'
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
  /** The rows with anything in them, in batches; can be read as often as needed. */
  rows(): AsyncIterable<readonly (Row | Notice)[]>
}

/** More columns than any shop writes: what lies beyond is not a table. */
export const columnsMax = 2_000

/** Cells of a file that is kept in memory between two readings of it: some 20,000 usual lines. */
const cellsKeptMax = 1_000_000

/** The table in a delimited file; null when the file is empty. */
export async function tableOf(file: TextFile, delimiter: string): Promise<Table | null> {
  for await (const [first] of recordsOf(file.chunks(), delimiter)) {
    if (first === undefined) continue
    if ('broken' in first || first.cells.length > columnsMax) return null
    const names = first.cells.map((name, at) => cleanText(at === 0 ? withoutMark(name) : name))
    const isGuarded = names.includes(guardColumn)
    const given = isGuarded ? names.map(unguarded) : names
    const columns = distinct(given.map((name) => name.trim()))
    const look = {
      width: columns.length,
      padded: names.some((name) => /\S\s{2,}$/.test(name)),
      isGuarded,
    }
    return { columns, rows: remembered(() => rowsOf(file, delimiter, look)) }
  }
  return null
}

/** Rows of small files are kept after they were read once; a large file is read again. */
function remembered(
  read: () => AsyncIterable<readonly (Row | Notice)[]>,
): () => AsyncIterable<readonly (Row | Notice)[]> {
  let kept: (readonly (Row | Notice)[])[] | null = null
  return async function* () {
    if (kept !== null) {
      yield* kept
      return
    }
    const batches: (readonly (Row | Notice)[])[] = []
    let cells = 0
    for await (const batch of read()) {
      for (const row of batch) cells += 'cells' in row ? row.cells.length : 0
      if (cells <= cellsKeptMax) batches.push(batch)
      yield batch
    }
    if (cells <= cellsKeptMax) kept = batches
  }
}

interface Look {
  readonly width: number
  /** Cells are filled up with blanks to a fixed width, which are taken off. */
  readonly padded: boolean
  /** Cells have an apostrophe where a spreadsheet would run them. */
  readonly isGuarded: boolean
}

async function* rowsOf(
  file: TextFile,
  delimiter: string,
  look: Look,
): AsyncIterable<readonly (Row | Notice)[]> {
  if (look.padded)
    yield [warning(1, 'the cells are filled up with blanks to a fixed width; taken off')]
  if (file.encoding === 'windows-1252') {
    yield [warning(1, 'the file is not UTF-8; it was read as Windows-1252')]
  }
  let header = true
  for await (const batch of recordsOf(file.chunks(), delimiter)) {
    const rows: (Row | Notice)[] = []
    for (const record of header ? batch.slice(1) : batch) {
      if ('broken' in record) rows.push(refused(record.line, record.broken))
      else takeRow(record.line, record.cells, look, file.suspect, rows)
    }
    header &&= batch.length === 0
    yield rows
  }
}

function takeRow(
  line: number,
  given: readonly string[],
  { width, padded, isGuarded }: Look,
  suspect: boolean,
  rows: (Row | Notice)[],
): void {
  let cells = given
  if (cells.every((cell) => cell.trim() === '')) return
  if (suspect && !cells.every(isClean)) {
    rows.push(
      warning(line, 'characters that cannot be stored (NUL, half a surrogate) were taken out'),
    )
    cells = cells.map(cleanText)
  }
  if (padded) cells = cells.map((cell) => cell.trim())
  if (isGuarded) cells = cells.map(unguarded)
  if (cells.length > width) {
    if (cells.slice(width).some((cell) => cell.trim() !== '')) {
      rows.push(warning(line, `the row has ${cells.length} cells for ${width} columns; cut off`))
    }
    cells = cells.slice(0, width)
  }
  if (cells.length < width) {
    cells = [...cells, ...Array.from({ length: width - cells.length }, () => '')]
  }
  rows.push({ line, cells })
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
