import { operation, problemContent } from '#kernel/http/docs/operation.ts'
import type { Service } from '#kernel/service/define-service.ts'

/** The service tables as an OpenAPI 3.1 document: the same routes and schemas that are served. */
export function openApi(services: readonly Service[]): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const service of services) {
    for (const route of service.routes) {
      const methods = (paths[route.path] ??= {})
      methods[route.method.toLowerCase()] = operation(service, route)
    }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Meridian', version: 'v1', description: introduction },
    servers: [{ url: '/' }],
    tags: services.map(({ name, does }) => ({ name, description: does })),
    paths,
    components: { parameters, headers, responses, schemas, securitySchemes },
  }
}

const introduction = [
  'A commerce platform that keeps selling when a whole region is lost.',
  'Money is a whole number of minor units with its currency. Times are RFC 3339 in UTC.',
  'Lists take `cursor` and `limit` and answer `items` and `next`.',
  'Send an `Idempotency-Key` with every POST that creates; repeating it, in any region, finds the first.',
  'Errors are RFC 9457 problem documents with a stable `code`; all codes stand at `/docs/errors`.',
].join('\n\n')

const text = (example: string, description: string) => ({
  description,
  schema: { type: 'string' },
  example,
})
const header = (name: string, example: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  ...text(example, description),
})

const parameters = {
  'Idempotency-Key': header(
    'Idempotency-Key',
    '6f1c2b1e-8a56-4b7e-9d0e-3f5a7c9b1d2e',
    '1 to 255 printable ASCII characters. The same request with the same key takes effect once, in whichever region it arrives; another request with the key is refused with 422.',
  ),
  'If-Match': header('If-Match', '"7"', 'Only change this version; 412 when there is a newer one.'),
  'If-None-Match': header('If-None-Match', '"7"', 'Answer 304 when this is still what there is.'),
  Prefer: header(
    'Prefer',
    'wait=5',
    'Wait up to so many seconds, 30 at most, for the work to settle.',
  ),
}

const headers = {
  'Meridian-Region': text('ap-southeast-1', 'The region that answered.'),
  'X-Request-Id': text('0f8fad5b-1', 'Name it when you report a problem.'),
  ETag: text('"7"', 'The version of the document.'),
  Location: text('/v1/things/abc_sin_0698km3c', 'Where the document can be read.'),
  'Idempotent-Replayed': text(
    'true',
    'Present when an earlier request with this key did the work.',
  ),
}

const wait = (description: string) => ({ description, schema: { type: 'integer' }, example: 4 })

const responses = {
  Same: {
    description: 'What `If-None-Match` names is still what there is; nothing is sent again.',
  },
  Problem: { description: 'A problem.', content: problemContent },
  TooManyRequests: {
    description: 'A problem with the code `http.too-many-requests`.',
    headers: {
      'Retry-After': wait('Seconds to wait.'),
      'RateLimit-Limit': wait('Requests at once.'),
      'RateLimit-Remaining': wait('What is left of them.'),
      'RateLimit-Reset': wait('Seconds until there is another.'),
    },
    content: problemContent,
  },
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret API key, or an access token.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'meridian_staff',
    description: 'What signing in leaves in a browser; changes also send `Meridian-Csrf`.',
  },
}

const schemas = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    properties: {
      type: { type: 'string', format: 'uri-reference', description: 'Its place at /docs/errors' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'What went wrong this time' },
      code: { type: 'string', description: 'Stable; for programs to match on' },
      advice: { type: 'string', description: 'What can be done about it' },
      requestId: { type: 'string' },
      errors: {
        type: 'array',
        description: 'The members of the request at fault',
        items: {
          type: 'object',
          required: ['in', 'pointer', 'detail'],
          properties: {
            in: { type: 'string', enum: ['body', 'query', 'path'] },
            pointer: { type: 'string', description: 'JSON pointer below that part' },
            detail: { type: 'string' },
          },
        },
      },
    },
  },
}
