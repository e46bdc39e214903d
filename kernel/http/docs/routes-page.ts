import { Html, html } from '#kernel/http/docs/html.ts'
import { page } from '#kernel/http/docs/layout.ts'
import { operationId } from '#kernel/http/docs/operation-id.ts'
import { routeArticle } from '#kernel/http/docs/route-article.ts'
import { refusalStatus } from '#kernel/http/problems.ts'
import type { Service } from '#kernel/service/define-service.ts'

/** Every route of the platform, by service, made from the tables that are served. */
export function routesPage(services: readonly Service[]): string {
  const shown = services.filter(({ routes }) => routes.length > 0)
  return page({
    path: '/docs',
    title: 'Routes · Meridian',
    index: html`${shown.map(indexEntry)}`,
    body: html`<h1>The routes of Meridian</h1>
      <div class="lead">
        <p>
          JSON over HTTP, the same in every region. Money is a whole number of minor units with its
          currency; times are RFC 3339 in UTC.
        </p>
        <p>
          Send an <code>Idempotency-Key</code> with what creates something: repeating the request,
          in whichever region, finds the first. <code>ETag</code> and <code>If-Match</code> carry
          versions. Each answer names its region in <code>Meridian-Region</code>.
        </p>
        <p>
          What can go wrong, and what to do then, stands on <a href="/docs/errors">its own page</a>.
        </p>
      </div>
      ${shown.map(serviceSection)}`,
  })
}

function indexEntry({ name, routes }: Service): Html {
  return html`<h2><a href="#${name}">${name}</a></h2>
    <ul>
      ${routes.map(
        ({ method, path, summary }) =>
          html`<li>
            <a href="#${operationId(method, path)}" title="${method} ${path}">${summary}</a>
          </li>`,
      )}
    </ul>`
}

function serviceSection({ name, does, routes, refusals }: Service): Html {
  return html`<section>
    <h2 id="${name}"><a href="#${name}">${name}</a></h2>
    <p class="does">${does}</p>
    ${routes.map(routeArticle)}
    ${
      refusals.length === 0
        ? null
        : html`<details>
            <summary>What ${name} may refuse</summary>
            <div class="scroll">
              <table>
                <tbody>
                  ${refusals.map(
                    ({ code, kind, title }) =>
                      html`<tr>
                        <td><a href="/docs/errors#${code}">${code}</a></td>
                        <td>${refusalStatus[kind]}</td>
                        <td>${title}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
          </details>`
    }
  </section>`
}
