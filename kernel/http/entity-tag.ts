import { HttpProblem } from '#kernel/http/problems.ts'

/** Versions of documents are strong entity tags: version 7 is `"7"` (RFC 9110, 8.8.3). */
export function versionTag(version: number): string {
  return `"${version}"`
}

const tagPattern = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/
/** No document has it, so a well-formed tag that this server never gave out matches nothing. */
const noVersion = -1

/** The version an If-Match asks for; undefined when there is none or any will do (`*`). */
export function versionWanted(header: string | undefined): number | undefined {
  const tag = header?.trim()
  if (tag === undefined || tag === '*') return undefined
  if (!tagPattern.test(tag)) {
    throw new HttpProblem('http.bad-condition', 'If-Match takes one entity tag in double quotes.')
  }
  const digits = /^"(\d{1,15})"$/.exec(tag)?.[1]
  return digits === undefined ? noVersion : Number(digits)
}

/** Whether an If-None-Match names the tag; comparison is weak, as RFC 9110, 13.1.2 asks. */
export function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const bare = (text: string) => text.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((named) => bare(named) === bare(tag))
}
