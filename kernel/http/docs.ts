import { errorsPage } from '#kernel/http/docs/errors-page.ts'
import { pageHeaders } from '#kernel/http/docs/layout.ts'
import { routesPage } from '#kernel/http/docs/routes-page.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { openApi } from '#kernel/http/openapi.ts'
import { jsonType } from '#kernel/http/outgoing.ts'
import type { Service } from '#kernel/service/define-service.ts'

const cacheControl = { 'cache-control': 'public, max-age=300' }

/** The service tables for programs and for people; made when they are first asked for. */
export function documentation(services: readonly Service[]): readonly Endpoint[] {
  const json = { 'content-type': jsonType, ...cacheControl }
  const page = { ...pageHeaders, ...cacheControl }
  return [
    written('/v1/openapi.json', json, () => JSON.stringify(openApi(services))),
    written('/docs', page, () => routesPage(services)),
    written('/docs/errors', page, () => errorsPage(services)),
  ]
}

function written(
  path: string,
  headers: Readonly<Record<string, string>>,
  write: () => string,
): Endpoint {
  let body: string | undefined
  return {
    method: 'GET',
    path,
    unchecked: true,
    answer: async () => ({ status: 200, headers, body: (body ??= write()) }),
  }
}
