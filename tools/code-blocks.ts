// Code in the documentation is pulled from the source, so it cannot say what the source does not.
//
//   <!-- code: services/orders/order.ts#decide -->     a declaration
//   <!-- code: cli/up/store.test.ts#a sentence -->     a test, by its sentence
//   <!-- code: package.json -->                        the whole file
//
// The fenced block that follows such a line is replaced.

import { excerpt } from '#tools/excerpt.ts'

const marked = /^(<!-- code: ([^#\n]+?)(?:#([^\n]+?))? -->)(?:\n+```[^\n]*\n[^]*?^```$)?/gm

/** @param read the text of a file of this project, or null when there is none */
export function refreshed(markdown: string, read: (file: string) => string | null): string {
  return markdown.replace(marked, (_whole, line: string, file: string, name?: string) => {
    const source = read(file)
    if (source === null) throw new Error(`${file} is named in the documentation and is not there`)
    const code = name === undefined ? source.trimEnd() : excerpt(source, name)
    if (code === null) throw new Error(`${file} declares no ${name}`)
    return `${line}\n\n\`\`\`${languages[file.split('.').at(-1) ?? ''] ?? ''}\n${code}\n\`\`\``
  })
}

const languages: Readonly<Record<string, string>> = {
  ts: 'ts',
  tsx: 'tsx',
  js: 'js',
  json: 'json',
  sql: 'sql',
}
