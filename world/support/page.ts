// The look of the world's pages: one column, system fonts, light and dark, no scripts.

import type { Reply } from '#world/support/part.ts'

export interface Page {
  /** Who speaks: "Sandbox bank". */
  readonly site: string
  readonly title: string
  /** One sentence under the title. */
  readonly lead?: string
  /** The browser asks for the page again after so long. */
  readonly refreshSeconds?: number
  readonly body: Html
}

/** Text that is safe to put into a page. */
export interface Html {
  readonly html: string
}

export const pageSecurity =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'"

export function sendPage(reply: Reply, page: string): Reply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pageSecurity)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send(page)
}

/** A template whose holes are escaped unless they are Html. */
export function html(strings: TemplateStringsArray, ...holes: readonly unknown[]): Html {
  const parts = holes.map((hole, position) => render(hole) + (strings[position + 1] ?? ''))
  return { html: (strings[0] ?? '') + parts.join('') }
}

export function table(heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

export function figures(entries: readonly (readonly [label: string, value: string])[]): Html {
  return html`<dl class="figures">
    ${entries.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

export function renderPage(page: Page): string {
  const title = page.title === page.site ? page.site : `${page.title} · ${page.site}`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${
          page.refreshSeconds === undefined
            ? ''
            : html`<meta http-equiv="refresh" content="${page.refreshSeconds}" />`
        }
        <title>${title}</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <header><a href="/">${page.site}</a></header>
        <main>
          <h1>${page.title}</h1>
          ${page.lead === undefined ? '' : html`<p class="lead">${page.lead}</p>`} ${page.body}
        </main>
      </body>
    </html>`.html
}

function render(hole: unknown): string {
  if (Array.isArray(hole)) return hole.map(render).join('')
  if (typeof hole === 'object' && hole !== null && 'html' in hole) return String(hole.html)
  return escapeHtml(String(hole))
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #dfe3e8; --paper: #fff;
  --ground: #f5f6f8; --mark: #0b5cad; --good: #17693a; --bad: #a3261f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #a1abb8; --line: #333b46;
  --paper: #1a1f26; --ground: #12161b; --mark: #7db7f5; --good: #7fd6a2; --bad: #f2a09a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif }
header { padding: 1rem max(1rem, calc(50% - 33rem)); border-bottom: 1px solid var(--line);
  background: var(--paper); font-weight: 600 }
header a { color: inherit; text-decoration: none }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
a { color: var(--mark) } a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
.lead { color: var(--soft); margin: 0 0 1.5rem; max-width: 46rem }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 0 0 1.5rem }
.figures div { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem }
dt { color: var(--soft); font-size: .85rem } dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem }
table { border-collapse: collapse; width: 100%; font-size: .925rem }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top }
tbody tr:last-child :is(td, th) { border-bottom: 0 } th { color: var(--soft); font-weight: 500; white-space: nowrap }
td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } code { font-size: .8em; overflow-wrap: anywhere }
.good { color: var(--good) } .bad { color: var(--bad) } .soft, .empty { color: var(--soft) }
form { display: flex; gap: .5rem; flex-wrap: wrap; margin: 0 0 1rem; align-items: end } label { display: grid; gap: .25rem; font-size: .85rem; color: var(--soft) }
input, button { font: inherit; line-height: 1.25; padding: .5rem .75rem; vertical-align: bottom; border: 1px solid var(--line); border-radius: .375rem; background: var(--paper); color: var(--ink) }
button { cursor: pointer } input { min-width: min(20rem, 100%) } nav { margin: 1rem 0 }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff } pre { white-space: pre-wrap; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem }
`
