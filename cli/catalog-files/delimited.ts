// Delimited text (RFC 4180) to records, as a stream, with the line on which each record starts.
//
// Why not csv-parse, which our tests use as a second opinion: it ends the whole file at the first
// quote that is never closed, and drops the records it had ready. Here a bad row costs that row.
// A quote inside a quoted cell that is not followed by a separator is taken as text, as
// spreadsheets do. A quote that is never closed refuses its own line; reading goes on with the next.

export interface DelimitedRecord {
  readonly line: number
  readonly cells: readonly string[]
}

export interface BrokenRecord {
  readonly line: number
  readonly broken: string
}

/** The longest record, in characters: an unclosed quote must not swallow the memory. */
export const recordCharsMax = 4_000_000
/** Unclosed quotes after which a file is given up; each costs reading up to the limit again. */
export const brokenRecordsMax = 50

/** The records in batches, about one for each piece of text: one by one they would be slow. */
export async function* recordsOf(
  chunks: AsyncIterable<string>,
  delimiter: string,
): AsyncIterable<readonly (DelimitedRecord | BrokenRecord)[]> {
  let text = ''
  let line = 1
  let broken = 0
  /** What is read belongs to a line that was refused. */
  let passing = false
  /** Takes whole records off the text; what is left of it waits for more. */
  function* take(ended: boolean): Iterable<DelimitedRecord | BrokenRecord> {
    let start = 0
    while (broken < brokenRecordsMax) {
      if (passing) {
        const next = text.indexOf('\n', start)
        start = next < 0 ? text.length : next + 1
        if (next < 0) break
        line += 1
        passing = false
      }
      const record = parseRecord(text, start, delimiter, ended)
      if (record === null) break
      if (record !== 'unfinished') {
        yield { line, cells: record.cells }
        start = record.end
        line += record.lines
        continue
      }
      if (!ended && text.length - start <= recordCharsMax) break
      broken += 1
      yield { line, broken: whyUnfinished(text, start) }
      passing = true
    }
    text = text.slice(start)
  }
  for await (const chunk of chunks) {
    text += chunk
    yield [...take(false)]
    if (broken === brokenRecordsMax) break
  }
  yield [...take(true)]
  if (broken === brokenRecordsMax) {
    yield [{ line, broken: `given up after ${broken} unclosed quotes: the rest was not read` }]
  }
}

function whyUnfinished(text: string, start: number): string {
  const lineEnd = text.indexOf('\n', start)
  const isLong = (lineEnd < 0 ? text.length : lineEnd) - start > recordCharsMax
  return isLong
    ? `the line is longer than ${recordCharsMax} characters`
    : 'a quote that opens on this line is never closed'
}

interface Parsed {
  readonly cells: string[]
  /** Where the next record starts. */
  readonly end: number
  /** Line ends that it holds, its own included. */
  readonly lines: number
}

const quote = 34
const space = 32
const tab = 9
const lineFeed = 10
const carriageReturn = 13

/** One record; null when nothing is left; 'unfinished' when the text ends before the record. */
function parseRecord(
  text: string,
  start: number,
  delimiter: string,
  ended: boolean,
): Parsed | null | 'unfinished' {
  if (start >= text.length) return ended ? null : 'unfinished'
  const separator = delimiter.charCodeAt(0)
  const cells: string[] = []
  let lines = 1
  let at = start
  while (true) {
    let after: number
    if (text.charCodeAt(at) === quote) {
      const close = closingQuote(text, at + 1, separator, ended)
      if (close < 0) return 'unfinished'
      const inner = text.slice(at + 1, close)
      lines += lineEndsIn(inner)
      cells.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner)
      after = afterBlanks(text, close + 1, separator)
    } else {
      after = at
      let code = text.charCodeAt(after)
      while (
        after < text.length &&
        code !== separator &&
        code !== lineFeed &&
        code !== carriageReturn
      ) {
        after += 1
        code = text.charCodeAt(after)
      }
      cells.push(text.slice(at, after))
    }
    if (after >= text.length) return ended ? { cells, end: after, lines } : 'unfinished'
    const code = text.charCodeAt(after)
    if (code === separator) {
      at = after + 1
      continue
    }
    if (code === lineFeed) return { cells, end: after + 1, lines }
    if (after + 1 >= text.length && !ended) return 'unfinished'
    return { cells, end: after + (text.charCodeAt(after + 1) === lineFeed ? 2 : 1), lines }
  }
}

/** The place of the quote that ends the cell; negative when it is not in the text. */
function closingQuote(text: string, from: number, separator: number, ended: boolean): number {
  let at = text.indexOf('"', from)
  while (at >= 0) {
    const after = afterBlanks(text, at + 1, separator)
    if (after >= text.length) return ended ? at : -1
    const next = text.charCodeAt(after)
    if (next === separator || next === lineFeed || next === carriageReturn) return at
    at = text.indexOf('"', text.charCodeAt(at + 1) === quote ? at + 2 : at + 1)
  }
  return -1
}

/** The first place that is no blank: cells padded to a fixed width have some after the quote. */
function afterBlanks(text: string, from: number, separator: number): number {
  let at = from
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code !== space && code !== tab) || code === separator) break
  }
  return at
}

function lineEndsIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
