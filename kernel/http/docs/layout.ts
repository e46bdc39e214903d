import { createHash } from 'node:crypto'
import { Html, html } from '#kernel/http/docs/html.ts'
import { style } from '#kernel/http/docs/style.ts'

const styleHash = createHash('sha256').update(style).digest('base64')

/** Its text must be the hashed one to the letter. */
const styleElement = new Html(`<style>${style}</style>`)

/** The page loads nothing and runs nothing: its one style sheet is named by its hash. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}

const pages = [
  { path: '/docs', name: 'Routes' },
  { path: '/docs/errors', name: 'Errors' },
]

export function page(options: {
  readonly path: string
  readonly title: string
  readonly index: Html
  readonly body: Html
}): string {
  const { path, title, index, body } = options
  const links = pages.map(({ path: to, name }) =>
    to === path
      ? html`<a href="${to}" aria-current="page">${name}</a>`
      : html`<a href="${to}">${name}</a>`,
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <div class="frame">
          <nav class="index" aria-label="Contents">
            <a class="name" href="/docs">Meridian</a>
            <div class="pages">${links}<a href="/v1/openapi.json">OpenAPI</a></div>
            ${index}
          </nav>
          <main id="content">${body}</main>
        </div>
      </body>
    </html>`.text
}
