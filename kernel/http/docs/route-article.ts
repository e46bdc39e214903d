import type { TSchema } from '#kernel/core/schema.ts'
import { exampleOf } from '#kernel/http/docs/example-of.ts'
import { Html, html, inline, prose } from '#kernel/http/docs/html.ts'
import { headersTaken, successStatus } from '#kernel/http/docs/operation.ts'
import { operationId } from '#kernel/http/docs/operation-id.ts'
import { schemaRows, type SchemaRow } from '#kernel/http/docs/schema-rows.ts'
import { branchesOf, schemaNode } from '#kernel/http/docs/schema-node.ts'
import type { Route } from '#kernel/service/route.ts'

/** What one route takes and gives, for a reader. */
export function routeArticle(route: Route): Html {
  const { method, path, summary, description, params, query, body, response } = route
  const id = operationId(method, path)
  return html`<article id="${id}">
    <h3><a href="#${id}">${summary}</a></h3>
    <p class="call"><b class="${method}">${method}</b>${pathWords(path)}</p>
    ${features(route)} ${description === undefined ? null : prose(description)}
    ${members('In the path', params)} ${members('In the query', query)}
    ${members('In the body', body)}
    <details>
      <summary>Example</summary>
      <pre><code>${curl(route)}</code></pre>
    </details>
    ${
      response === undefined
        ? null
        : html`<details>
            <summary>Answers ${successStatus(route)}</summary>
            ${members(null, answered(response))}
          </details>`
    }
  </article>`
}

function pathWords(path: string): Html {
  return html`${path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? html`<i>${part}</i>` : html`${part}`))}`
}

function features(route: Route): Html | null {
  const words = headersTaken(route)
    .filter((name) => name !== 'If-None-Match')
    .map((name) => html`<li>${name}</li>`)
  if (route.does === 'query' && route.cache) {
    words.push(html`<li>kept for ${route.cache.maxAgeSeconds} s</li>`)
  }
  if (route.does === 'upload') words.push(html`<li>${route.takes.types.join(', ')}</li>`)
  if (route.does === 'file') words.push(html`<li>kept for ever</li>`)
  if (route.does === 'stream') words.push(html`<li>server-sent events</li>`)
  return words.length === 0
    ? null
    : html`<ul class="tags">
        ${words}
      </ul>`
}

/** Of a list its items: they are what a reader looks for. */
function answered(schema: TSchema): TSchema {
  const { items } = schemaNode(schema)
  return (items ?? branchesOf(schemaNode(schema)).branches[0] ?? schema) as TSchema
}

function members(title: string | null, schema: TSchema | undefined): Html | null {
  const rows = schema === undefined ? [] : schemaRows(schema)
  if (rows.length === 0) return null
  const heading = title === null ? null : html`<h4>${title}</h4>`
  return html`${heading}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(memberRow)}
        </tbody>
      </table>
    </div>`
}

function memberRow({ name, depth, required, type, rules, description }: SchemaRow): Html {
  const mark = required
    ? html`<span class="need" title="must be there" aria-label="must be there">*</span>`
    : null
  return html`<tr>
    <td><span class="d${depth}">${name}${mark}</span></td>
    <td>${type}</td>
    <td>${inline(description)}${rules === '' ? null : html`<small>${rules}</small>`}</td>
  </tr>`
}

/** A command line to start from; the address of the shop stands in a variable. */
function curl(route: Route): string {
  const { method, path, params, body } = route
  const values = (params === undefined ? {} : exampleOf(params)) as Record<string, string>
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values?.[name] ?? name),
  )
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} "$MERIDIAN${filled}"`]
  if (headersTaken(route).includes('Idempotency-Key')) {
    lines.push(`-H "Idempotency-Key: $(uuidgen)"`)
  }
  if (route.does === 'upload') lines.push('--data-binary @FILE')
  const example = body === undefined ? undefined : exampleOf(body)
  if (example !== undefined) {
    lines.push(`-H "Content-Type: application/json"`)
    lines.push(`-d '${JSON.stringify(example, null, 2).replaceAll("'", "'\\''")}'`)
  }
  return lines.join(' \\\n  ')
}
