/** Text that is HTML already. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | null | readonly (Html | null)[]

/** HTML from a template; everything put into it that is not HTML itself is escaped. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = fixed.map((text, place) => text + rendered(parts[place] ?? null))
  return new Html(texts.join(''))
}

function rendered(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(rendered).join('')
  return escaped(String(part))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** The little Markdown that tables use: paragraphs, lists with dashes, and code in backticks. */
export function prose(text: string): Html {
  const blocks = text.trim().split(/\n{2,}/)
  return html`${blocks.map((block) => {
    const lines = block.split('\n')
    return lines.every((line) => line.startsWith('- '))
      ? html`<ul>
          ${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}
        </ul>`
      : html`<p>${inline(block)}</p>`
  })}`
}

export function inline(text: string): Html {
  return html`${text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.startsWith('`') && piece.length > 1
        ? html`<code>${piece.slice(1, -1)}</code>`
        : html`${piece}`,
    )}`
}
