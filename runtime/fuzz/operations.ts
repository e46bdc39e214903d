import type { SchemaNode } from '#kernel/http/docs/schema-node.ts'

export interface Operation {
  readonly method: string
  readonly path: string
  readonly params: readonly Parameter[]
  readonly query: readonly Parameter[]
  /** Headers that it says it looks at. */
  readonly headers: readonly string[]
  readonly body: SchemaNode | null
  /** Media types of what it takes as bytes. */
  readonly takes: readonly string[]
  /** All below 400 that it documents. */
  readonly statuses: readonly number[]
  /** What is answered with a status below 300: of any of these types, in one shape. */
  readonly success: { readonly types: readonly string[]; readonly schema: SchemaNode }
}

export interface Parameter {
  readonly name: string
  readonly required: boolean
  readonly schema: SchemaNode
}

/** What is read of an OpenAPI document. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: { readonly Problem: SchemaNode } }
}

interface Described {
  readonly parameters: readonly (
    | { readonly $ref: string }
    | (Parameter & { readonly in: 'path' | 'query' })
  )[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema?: SchemaNode }>>

export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(method, path, described)),
  )
}

function operationOf(method: string, path: string, described: Described): Operation {
  const { parameters, requestBody, responses } = described
  const placed = (place: string) =>
    parameters.flatMap((each) => ('in' in each && each.in === place ? [each] : []))
  const statuses = Object.keys(responses).map(Number)
  const [, answer] = Object.entries(responses).find(([code]) => code < '300') ?? []
  const { schema = {} } = answer?.content?.['application/json'] ?? {}
  return {
    method: method.toUpperCase(),
    path,
    params: placed('path'),
    query: placed('query'),
    headers: parameters.flatMap((each) =>
      '$ref' in each ? (each.$ref.split('/').at(-1) ?? []) : [],
    ),
    body: requestBody?.content['application/json']?.schema ?? null,
    takes: Object.keys(requestBody?.content ?? {}).filter((type) => type !== 'application/json'),
    statuses: statuses.filter((status) => status < 400),
    success: { types: Object.keys(answer?.content ?? {}), schema },
  }
}
