const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
}

/** Text for a description: HTML stays what it is, plain text becomes paragraphs. */
export function htmlFromText(text: string): string {
  if (text === '' || /<[a-z/!][^>]*>/i.test(text)) return text
  return text
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeXml(part.trim())}</p>`)
    .join('')
}

/** The words of an HTML text, without markup, scripts and styles; not for showing as HTML again. */
export function textFromHtml(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replaceAll(/<[^>]*(>|$)/g, ' ')
    .replaceAll(
      /&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]+);/gi,
      (whole, name: string) => characterOf(name) ?? whole,
    )
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Text as it may stand in an XML element or attribute: escaped, and without what XML forbids. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? null
  const hex = name[1] === 'x' || name[1] === 'X'
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  const usable = code > 0 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff)
  return usable ? String.fromCodePoint(code) : null
}
