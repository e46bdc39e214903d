/** Whether an If-None-Match names this tag, compared weakly (RFC 9110, 13.1.2). */
export function matchesTag(wanted: string, etag: string): boolean {
  if (wanted === etag || wanted === '*') return true
  const tag = bare(etag)
  return wanted.split(',').some((each) => bare(each.trim()) === tag)
}

function bare(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
