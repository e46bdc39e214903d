/**
 * One declaration of a formatted file, with the comment above it, or one test by its sentence.
 * Null when the file has none of that name.
 */
export function excerpt(source: string, name: string): string | null {
  const lines = source.trimEnd().split('\n')
  const start = lines.findIndex((line) => begins(line, name))
  if (start === -1) return null
  const from = commentAbove(lines, start)
  return lines.slice(from, endOf(lines, start)).join('\n')
}

function begins(line: string, name: string): boolean {
  if (name.includes(' ')) {
    return ["'", '"', '`'].some((quote) => line.startsWith(`test(${quote}${name}${quote}`))
  }
  const declared =
    /^(?:export )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type) (\w+)/
  return declared.exec(line)?.[1] === name
}

function commentAbove(lines: readonly string[], start: number): number {
  let from = start
  while (/^(?:\/\/|\/\*\*| \*)/.test(lines[from - 1] ?? '')) from -= 1
  return from
}

/** A formatted declaration goes on while lines are indented, and may close at the margin. */
function endOf(lines: readonly string[], start: number): number {
  let end = start + 1
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const closes = /^[})\]]/.test(line)
    if (!closes && !line.startsWith(' ')) break
    end = at + 1
    if (closes && !/[{([=>]$/.test(line)) break
  }
  return end
}
