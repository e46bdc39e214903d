import { faultCodes } from '#kernel/core/fault.ts'
import { Html, html, inline } from '#kernel/http/docs/html.ts'
import { page } from '#kernel/http/docs/layout.ts'
import { httpProblems } from '#kernel/http/problem-catalogue.ts'
import { faultProblems, refusalStatus } from '#kernel/http/problems.ts'
import type { Service } from '#kernel/service/define-service.ts'

interface ErrorEntry {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly advice?: string | undefined
}

/** Every code that an answer can carry, with what to do about it. */
export function errorsPage(services: readonly Service[]): string {
  const groups = errorGroups(services)
  return page({
    path: '/docs/errors',
    title: 'Errors · Meridian',
    index: html`${groups.map(({ id, name }) => html`<h2><a href="#${id}">${name}</a></h2>`)}`,
    body: html`<h1>Errors</h1>
      <div class="lead">
        <p>
          An answer that is not a success is a problem document (RFC 9457). Its
          <code>code</code> never changes its meaning: let programs match on it, and show
          <code>detail</code> and <code>advice</code> to people.
        </p>
        <p>
          After 503, and after a connection that broke, repeat the request with the same
          <code>Idempotency-Key</code> once the seconds in <code>Retry-After</code> are over.
        </p>
      </div>
      ${groups.map(
        ({ id, name, says, entries }) =>
          html`<section>
            <h2 id="${id}"><a href="#${id}">${name}</a></h2>
            <p class="does">${says}</p>
            <dl class="errors">${entries.map(errorEntry)}</dl>
          </section>`,
      )}`,
  })
}

/** All codes by where they come from. */
export function errorGroups(services: readonly Service[]): readonly {
  readonly id: string
  readonly name: string
  readonly says: string
  readonly entries: readonly ErrorEntry[]
}[] {
  const http = Object.entries(httpProblems).map(([code, entry]) => ({ code, ...entry }))
  const faults = Object.keys(faultCodes).map((code) => ({
    code,
    ...faultProblems[code as keyof typeof faultCodes],
  }))
  const refusing = services.filter(({ refusals }) => refusals.length > 0)
  return [
    {
      id: 'requests',
      name: 'Requests',
      entries: http,
      says: 'The request itself cannot be taken.',
    },
    {
      id: 'platform',
      name: 'Platform',
      entries: faults,
      says: 'Something the platform needs is not there, or somebody else was faster.',
    },
    ...refusing.map(({ name, does, refusals }) => ({
      id: `service-${name}`,
      name,
      says: does,
      entries: refusals.map((refusal) => ({ ...refusal, status: refusalStatus[refusal.kind] })),
    })),
  ]
}

function errorEntry({ code, status, title, advice }: ErrorEntry): Html {
  return html`<div id="${code}">
    <dt><span class="status">${status}</span><code>${code}</code></dt>
    <dd>${inline(title)}</dd>
    ${advice === undefined ? null : html`<dd class="advice">${inline(advice)}</dd>`}
  </div>`
}
