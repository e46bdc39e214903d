import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from 'typebox/schema'
import { openApi } from '#kernel/http/openapi.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

interface Operation {
  operationId: string
  tags: string[]
  parameters: { $ref?: string; name?: string; in?: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> }
  responses: Record<string, { $ref?: string; description?: string; headers?: object }>
}
interface Document {
  openapi: string
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
}

const document = openApi([jarService()]) as unknown as Document
const at = (path: string, method: string) => {
  const found = document.paths[path]?.[method]
  ok(found, `${method} ${path}`)
  return found
}
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))

test('the document that is served is the one made from the tables', async () => {
  const { server } = httpFixture()
  const answer = await server.inject({ method: 'GET', url: '/v1/openapi.json' })
  equal(answer.statusCode, 200)
  deepEqual(answer.json(), JSON.parse(JSON.stringify(document)))
})

test('every route of the tables is there under a name of its own', () => {
  equal(document.openapi, '3.1.1')
  deepEqual(document.tags, [{ name: 'jars', description: 'Keeps marbles in jars.' }])
  equal(operations.length, jarService().routes.length)
  equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length)
  equal(at('/v1/jars/{id}/label', 'put').operationId, 'putJarsByIdLabel')
})

test('headers are named where they apply', () => {
  const headers = (path: string, method: string) =>
    at(path, method).parameters.flatMap(({ $ref }) => $ref?.split('/').pop() ?? [])
  deepEqual(headers('/v1/jars', 'post'), ['Idempotency-Key'])
  deepEqual(headers('/v1/jars/{id}/fillings', 'post'), ['Idempotency-Key', 'If-Match', 'Prefer'])
  deepEqual(headers('/v1/jars/{id}/label', 'put'), ['If-Match'])
  deepEqual(headers('/v1/jars/{id}', 'get'), ['If-None-Match'])
  deepEqual(headers('/v1/admin/jars/batch', 'post'), ['Idempotency-Key'])
})

test('parameters in path and query are told apart', () => {
  const [id] = at('/v1/jars/{id}', 'get').parameters
  deepEqual([id?.name, id?.in, id?.required], ['id', 'path', true])
  const names = at('/v1/jars', 'get').parameters.flatMap(({ name }) => name ?? [])
  deepEqual(names, ['shelf', 'limit', 'full'])
})

test('an example fits its schema', () => {
  const bodies = operations.flatMap(
    ({ requestBody }) => requestBody?.content['application/json'] ?? [],
  )
  ok(bodies.length > 0)
  for (const { schema, example } of bodies) ok(Check(schema, example), JSON.stringify(example))
})

test('answers and problems are listed by status, with the refusals of the service', () => {
  const { responses } = at('/v1/jars/{id}/fillings', 'post')
  deepEqual(
    Object.keys(responses),
    ['200', '202', '400', '404', '409', '412', '422', '503', 'default'],
    'work that is settled in time is 200',
  )
  ok(responses['409']?.description?.includes('`jars.sealed`'))
  equal(responses['503']?.$ref, '#/components/responses/Problem')
  equal(at('/v1/jars/{id}', 'get').responses['304']?.$ref, '#/components/responses/Same')
})

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document)
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split('/')
      .reduce<unknown>((node, step) => (node as Record<string, unknown>)?.[step], document)
    ok(found, path)
  }
})
