// Every route of an OpenAPI document, asked in every wrong way that its own schemas rule out.

import { Check } from 'typebox/schema'
import type { TSchema } from '#kernel/core/schema.ts'
import { exampleOf } from '#kernel/http/docs/example-of.ts'
import { schemaNode } from '#kernel/http/docs/schema-node.ts'
import type { RawRequest } from '#cli/e2e/raw-request.ts'

export interface Operation {
  readonly parameters?: readonly {
    readonly name?: string
    readonly in?: string
    readonly schema?: TSchema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: TSchema }>> }
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Route {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly body: TSchema | null
}

const json = { 'content-type': 'application/json' }
const tooLarge = Buffer.alloc(2 * 1_048_576, 0x20)
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
/** Wrong nearly everywhere: types, signs, sizes, characters. */
const oddities: readonly unknown[] = [
  null,
  true,
  {},
  [],
  '',
  'x\u0000y',
  '\ud800',
  'x'.repeat(10_000),
  -1,
  0,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  'XXX',
]
const badSegments = ['x'.repeat(10_000), 'a%00b', '%ff%fe']
/** Good for nothing, but a SKU may look so. */
const oddSegments = ['..%2f..%2fetc', '%F0%9F%90%88', '-']
const oddQueryValues = ['', '-1', '1e9', 'a%00b', '%ff', 'x'.repeat(5_000), '[object%20Object]']

export function* badRequests(document: OpenApi): Generator<RawRequest> {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [name, operation] of Object.entries(methods)) {
      const body = operation.requestBody?.content['application/json']?.schema ?? null
      const route = { method: name.toUpperCase(), path, operation, body }
      yield* badAddresses(route)
      yield* badQueries(route)
      yield* badBodies(route)
    }
    yield { wrong: 'no method of this path', method: 'PROPFIND', path: filled(path) }
  }
}

function* badAddresses({ method, path, body }: Route): Generator<RawRequest> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const sending = (text: string) => (body === null ? {} : { headers: json, body: text })
  const good = sending(JSON.stringify(exampleOf(body ?? {}) ?? {}))
  for (const name of names) {
    for (const segment of [...badSegments, ...oddSegments]) {
      const sent = badSegments.includes(segment) ? good : sending('{"nonsense":1}')
      const wrong = `${name} is ${segment.slice(0, 20)}`
      yield { wrong, method, path: filled(path, name, segment), ...sent }
    }
  }
}

function* badQueries({ method, path, operation, body }: Route): Generator<RawRequest> {
  const address = filled(path)
  const sent = body === null ? {} : { headers: json, body: '{"nonsense":1}' }
  const wrong = 'an unknown parameter'
  yield { wrong, method, path: `${address}?nonsense=1`, ...sent, hopeless: true }
  if (method !== 'GET') return
  for (const { name, in: place } of operation.parameters ?? []) {
    if (place !== 'query' || name === undefined) continue
    for (const value of oddQueryValues) {
      const wrong = `${name} is ${value.slice(0, 20)}`
      yield { wrong, method, path: `${address}?${name}=${value}` }
    }
    yield { wrong: `${name} twice`, method, path: `${address}?${name}=a&${name}=b` }
  }
}

function* badBodies({ method, path, body }: Route): Generator<RawRequest> {
  const request = (wrong: string, text: string | Buffer, headers = json): RawRequest => ({
    wrong,
    method,
    path: filled(path),
    headers,
    body: text,
    hopeless: true,
  })
  if (body === null) {
    if (method !== 'GET') yield request('a body where none is taken', '{"nonsense":1}')
    return
  }
  yield request('broken JSON', '{"a":')
  yield request('bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]))
  yield request('nested too deeply', deep)
  yield request('2 MiB', tooLarge)
  yield request('not JSON by its type', '{}', { 'content-type': 'text/plain' })
  const packed = { ...json, 'content-encoding': 'gzip' }
  yield request('said to be packed', '{}', packed)
  for (const { wrong, value } of wrongValues(body)) yield request(wrong, JSON.stringify(value))
}

/** Values one step away from a good one that the schema refuses. */
function* wrongValues(schema: TSchema): Generator<{ wrong: string; value: unknown }> {
  const good = (exampleOf(schema) ?? {}) as Record<string, unknown>
  const candidates: { wrong: string; value: unknown }[] = [
    { wrong: 'an unknown member', value: { ...good, nonsense: 1 } },
    { wrong: 'a member of every prototype', value: { ...good, constructor: { prototype: 1 } } },
    ...oddities.map((odd) => ({ wrong: `instead of the body, ${shown(odd)}`, value: odd })),
  ]
  for (const [name, member] of Object.entries(schemaNode(schema).properties ?? {})) {
    const { [name]: _, ...without } = good
    candidates.push({ wrong: `without ${name}`, value: without })
    const children = Object.keys(schemaNode(member).properties ?? {})
    const inside = (good[name] ?? exampleOf(member as TSchema) ?? {}) as Record<string, unknown>
    for (const odd of oddities) {
      candidates.push({ wrong: `${name} is ${shown(odd)}`, value: { ...good, [name]: odd } })
      for (const child of children) {
        const value = { ...good, [name]: { ...inside, [child]: odd } }
        candidates.push({ wrong: `${name}.${child} is ${shown(odd)}`, value })
      }
    }
  }
  for (const candidate of candidates) if (!Check(schema, candidate.value)) yield candidate
}

/** A path whose parameters name nothing that exists. */
function filled(path: string, name?: string, segment?: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
    parameter === name && segment !== undefined ? segment : (unknown[parameter] ?? 'nothing'),
  )
}

const unknown: Readonly<Record<string, string>> = {
  id: 'ord_sin_000000000000000000000000',
  sku: 'NO-SUCH-SKU',
}

const shown = (odd: unknown): string => JSON.stringify(odd).slice(0, 20)
