// For search only: what comes out is never shown as HTML, so a tag that survives does no harm.

/** A description's words beyond this are not searched. */
export const plainTextMax = 20_000

const silent = new Set(['script', 'style', 'template', 'noscript', 'head'])

const entities = new Map(Object.entries({
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', ndash: '–', mdash: '—',
  hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•',
  middot: '·', copy: '©', reg: '®', trade: '™', deg: '°', times: '×', frac12: '½', euro: '€',
  pound: '£', yen: '¥', cent: '¢', szlig: 'ß', aelig: 'æ', AElig: 'Æ', oslash: 'ø', Oslash: 'Ø',
  aring: 'å', Aring: 'Å', ccedil: 'ç', Ccedil: 'Ç', ntilde: 'ñ', Ntilde: 'Ñ', auml: 'ä', Auml: 'Ä',
  ouml: 'ö', Ouml: 'Ö', uuml: 'ü', Uuml: 'Ü', euml: 'ë', iuml: 'ï', eacute: 'é', Eacute: 'É',
  egrave: 'è', ecirc: 'ê', aacute: 'á', agrave: 'à', acirc: 'â', atilde: 'ã', iacute: 'í',
  igrave: 'ì', icirc: 'î', oacute: 'ó', ograve: 'ò', ocirc: 'ô', otilde: 'õ', uacute: 'ú',
  ugrave: 'ù', ucirc: 'û', oelig: 'œ', OElig: 'Œ', yuml: 'ÿ',
})) // prettier-ignore

/** The words of a piece of HTML, however broken it is. Takes time in proportion to its length. */
export function plainText(html: string): string {
  let text = ''
  let at = 0
  while (at < html.length && text.length < plainTextMax) {
    const open = html.indexOf('<', at)
    if (open === -1) {
      text += html.slice(at)
      break
    }
    text += html.slice(at, open)
    const markup = markupAt(html, open)
    text += markup === null ? '<' : ' '
    at = markup ?? open + 1
  }
  return decoded(text).replace(/\s+/g, ' ').trim().slice(0, plainTextMax)
}

/** Where the comment, tag or silent element that starts here ends; null when it is only a `<`. */
function markupAt(html: string, open: number): number | null {
  if (html.startsWith('<!--', open)) return endOf(html, '-->', open + 4)
  const name = /^<\/?([a-z][a-z0-9-]{0,30})|^<[!?]/i.exec(html.slice(open, open + 40))
  if (!name) return null
  const end = tagEnd(html, open)
  const element = name[1]?.toLowerCase() ?? ''
  const isOpening = html[open + 1] !== '/' && html[end - 2] !== '/'
  if (!isOpening || !silent.has(element)) return end
  return endOf(html, '>', closingTag(html, element, end))
}

/** A `>` between quotes belongs to an attribute. */
function tagEnd(html: string, open: number): number {
  let quote = ''
  for (let at = open + 1; at < html.length; at += 1) {
    const char = html[at] ?? ''
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '>') return at + 1
    else if ((char === '"' || char === "'") && html[at - 1] === '=') quote = char
  }
  return html.length
}

function closingTag(html: string, element: string, from: number): number {
  const closing = new RegExp(`</${element}`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found === -1 ? html.length : found + mark.length
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z0-9]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities.get(name) ?? entities.get(name.toLowerCase()) ?? whole
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10)
      return isCharacter(code) ? String.fromCodePoint(code) : ' '
    },
  )
}

function isCharacter(code: number): boolean {
  return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
}
