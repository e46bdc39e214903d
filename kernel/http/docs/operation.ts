// One route as an OpenAPI operation.

import type { TSchema } from '#kernel/core/schema.ts'
import type { Permission } from '#kernel/core/permission.ts'
import { exampleOf } from '#kernel/http/docs/example-of.ts'
import { operationId } from '#kernel/http/docs/operation-id.ts'
import { schemaNode } from '#kernel/http/docs/schema-node.ts'
import { refusalStatus } from '#kernel/http/problems.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Route } from '#kernel/service/route.ts'

const ref = (where: string) => ({ $ref: `#/components/${where}` })

export function operation(service: Service, route: Route): Readonly<Record<string, unknown>> {
  const { summary, description, permission } = route
  return {
    operationId: operationId(route.method, route.path),
    tags: [service.name],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(permission === undefined ? {} : guarded(permission)),
    parameters: [
      ...parametersIn('path', route.params),
      ...parametersIn('query', route.query),
      ...headersTaken(route).map((name) => ref(`parameters/${name}`)),
    ],
    ...requestBody(route),
    responses: { ...answers(route), ...problems(service, route) },
  }
}

function requestBody(route: Route) {
  // In OpenAPI 3.1 a media type without a schema is bytes.
  if (route.does === 'upload') {
    return { requestBody: { required: true, content: bytesAs(route.takes.types) } }
  }
  const { body } = route
  if (body === undefined) return {}
  return { requestBody: { required: true, content: { 'application/json': content(body) } } }
}

const bytesAs = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, {}]))

/** Any of them will do; the permission stands where OpenAPI has scopes. */
const guarded = (permission: Permission) => ({
  security: [{ bearer: [permission] }, { session: [permission] }],
})

export function successStatus(route: Route): number {
  if (route.does === 'upload') return 201
  return route.does === 'command' ? route.status : 200
}

/** The headers a route looks at, named as in the components. */
export function headersTaken(route: Route): readonly string[] {
  if (route.does === 'query') return route.method === 'GET' ? ['If-None-Match'] : []
  if (route.does === 'file') return ['If-None-Match']
  if (route.does === 'bulk') return ['Idempotency-Key']
  if (route.does !== 'command') return []
  return [
    ...(route.method === 'POST' ? ['Idempotency-Key'] : []),
    ...(route.status === 201 ? [] : ['If-Match']),
    ...(waits(route) ? ['Prefer'] : []),
  ]
}

const waits = (route: Route): boolean =>
  route.does === 'command' && route.status === 202 && route.settled !== undefined

function parametersIn(place: 'path' | 'query', schema: TSchema | undefined) {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaNode(schema)
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(member.description === undefined ? {} : { description: member.description }),
    schema: member,
  }))
}

function content(schema: TSchema) {
  const example = exampleOf(schema)
  return { schema, ...(example === undefined ? {} : { example }) }
}

/** What is answered when nothing is wrong, by status. */
function answers(route: Route) {
  return {
    [successStatus(route)]: success(route),
    ...(waits(route) ? { 200: { ...success(route), description: settled } } : {}),
    ...(headersTaken(route).includes('If-None-Match') ? { 304: ref('responses/Same') } : {}),
  }
}

const settled = 'Taken, and the work was done within the time that `Prefer` gave it.'

function success(route: Route) {
  if (route.does === 'stream') {
    return {
      description: 'Server-sent events until the source ends.',
      headers: headersGiven(['Meridian-Region']),
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }
  }
  if (route.does === 'file') {
    const headers = headersGiven(['Meridian-Region', 'ETag'])
    return { description: 'The file.', headers, content: bytesAs(route.gives) }
  }
  const status = successStatus(route)
  const description = status === 202 ? 'Taken; the work goes on.' : 'Done.'
  const named = ['Meridian-Region', 'X-Request-Id']
  if (route.does === 'command') {
    named.push('ETag')
    if (route.location && status > 200) named.push('Location')
    if (route.method === 'POST') named.push('Idempotent-Replayed')
  }
  if (route.does === 'bulk') named.push('Idempotent-Replayed')
  if (route.does === 'upload') named.push('Location')
  const body = status === 204 ? {} : { content: { 'application/json': answerContent(route) } }
  return { description, headers: headersGiven(named), ...body }
}

function answerContent({ response }: Route) {
  return response === undefined ? { schema: {} } : { schema: response }
}

function headersGiven(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, ref(`headers/${name}`)]))
}

/** What can go wrong: by status, with the refusals of the service under theirs. */
function problems({ refusals }: Service, route: Route) {
  const decides = route.does === 'command' || route.does === 'bulk'
  const statuses = new Set([400, 503])
  if (route.does === 'upload') statuses.add(413).add(422)
  if (decides) statuses.add(409)
  if (route.method === 'POST' && decides) statuses.add(422)
  if (headersTaken(route).includes('If-Match')) statuses.add(412)
  if (route.params !== undefined) statuses.add(404)
  if (route.limit !== undefined) statuses.add(429)
  if (route.permission !== undefined) statuses.add(401).add(403)
  if (decides) for (const { kind } of refusals) statuses.add(refusalStatus[kind])
  const told = [...statuses]
    .sort((one, other) => one - other)
    .map((status) => {
      const here = decides ? refusals.filter(({ kind }) => refusalStatus[kind] === status) : []
      const codes = here.map(({ code, title }) => `- \`${code}\`: ${title}`)
      if (status === 429) return [status, ref('responses/TooManyRequests')] as const
      if (codes.length === 0) return [status, ref('responses/Problem')] as const
      const description = ['A problem; among others:', '', ...codes].join('\n')
      return [status, { description, content: problemContent }] as const
    })
  return Object.fromEntries([...told, ['default', ref('responses/Problem')] as const])
}

export const problemContent = {
  'application/problem+json': { schema: ref('schemas/Problem') },
}
