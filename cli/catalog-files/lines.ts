/** The longest line, in characters; a longer one is passed over without keeping it. */
export const lineCharsMax = 4_000_000

/** The lines of a text, counted from 1; `text` is null for a line that is too long. */
export async function* linesOf(
  chunks: AsyncIterable<string>,
): AsyncIterable<{ readonly line: number; readonly text: string | null }> {
  let line = 1
  let rest = ''
  let tooLong = false
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      yield { line, text: tooLong || part.length > lineCharsMax ? null : part }
      tooLong = false
      line += 1
    }
    if (rest.length > lineCharsMax) {
      tooLong = true
      rest = ''
    }
  }
  if (rest !== '' || tooLong) yield { line, text: tooLong ? null : rest }
}
