// The routes of the service tables as TypeScript types for a browser, read from the OpenAPI document.
// A shape that occurs more than once gets a name, so the file stays readable.

import { openApi } from '#kernel/http/openapi.ts'
import { serviceTables } from '#tools/service-tables.ts'

export const apiTypesFile = 'apps/ui/api/operations.ts'

/** The part of JSON Schema that the documents of this project use. */
interface Schema {
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly type?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
}
interface Operation {
  readonly summary: string
  readonly parameters: readonly (Schema & {
    readonly name?: string
    readonly in?: string
    readonly required?: boolean
    readonly schema?: Schema
  })[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>

/** Shorter shapes are written out where they stand. */
const namedFromLength = 40
/** Shapes that go by one name wherever they stand, told by their members. */
const wellKnown: Readonly<Record<string, string>> = { 'amount,currency': 'Money' }
const header = [
  '// Made by `npm run api` from the OpenAPI document that the services serve. Do not edit.',
  '',
  "export type { Problem } from '#apps/ui/api/problem.ts'",
]

/** The text of the file, as it should be now. */
export async function apiTypes(): Promise<string> {
  // JSON makes plain data of the schemas, as a client of the document sees them.
  const document = JSON.parse(JSON.stringify(openApi(await serviceTables()))) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  const operations = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    )
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  const writer = new Writer()
  for (const { operation } of operations) for (const each of shapesOf(operation)) writer.count(each)
  const entries = operations.map(({ name, operation }) => entryOf(name, operation, writer))
  return [
    ...header,
    '',
    ...writer.declarations,
    'export interface Operations {',
    ...entries,
    '}',
    '',
  ].join('\n')
}

function shapesOf(operation: Operation): readonly Schema[] {
  const { requestBody, parameters } = operation
  const contents = [requestBody?.content, goodAnswer(operation)?.content]
  return [
    ...contents.flatMap((content) => content?.['application/json']?.schema ?? []),
    ...parameters.flatMap(({ schema }) => schema ?? []),
  ]
}

function entryOf(name: string, operation: Operation, writer: Writer): string {
  const within = (place: string) => {
    const there = operation.parameters.filter((one) => one.in === place && one.name !== undefined)
    if (there.length === 0) return 'null'
    const required = there.filter((one) => one.required === true)
    return writer.write({
      type: 'object',
      properties: Object.fromEntries(there.map((one) => [one.name, one.schema ?? {}])),
      required: required.flatMap((one) => one.name ?? []),
    })
  }
  const about = singular(name.split('/').findLast((part) => /^\w/.test(part)) ?? 'Shape')
  const body = operation.requestBody?.content['application/json']?.schema
  const answer = goodAnswer(operation)?.content?.['application/json']?.schema
  return [
    `  /** ${operation.summary} */`,
    `  '${name}': {`,
    `    params: ${within('path')}`,
    `    query: ${within('query')}`,
    `    body: ${body === undefined ? 'null' : writer.write(body, `${about}Body`)}`,
    `    answer: ${answer === undefined ? 'null' : writer.write(answer, about)}`,
    '  }',
  ].join('\n')
}

/** Of several they have one shape. */
function goodAnswer({ responses }: Operation) {
  return Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
}

class Writer {
  readonly declarations: string[] = []
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<string, string>()
  readonly #taken = new Set<string>(['Problem', 'Operations', 'Record'])

  count(schema: Schema): void {
    const text = plain(schema)
    const before = this.#seen.get(text) ?? 0
    this.#seen.set(text, before + 1)
    if (before > 0) return
    for (const [, part] of partsOf(schema)) this.count(part)
  }

  /** @param hint what the shape is called where it stands */
  write(schema: Schema, hint = 'Shape'): string {
    const text = plain(schema)
    const isRepeated = (this.#seen.get(text) ?? 0) > 1 && text.length >= namedFromLength
    const nameable = schema.properties !== undefined || schema.enum !== undefined
    if (!isRepeated || !nameable)
      return render(schema, (part, name) => this.write(part, name ?? hint))
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const members = Object.keys(schema.properties ?? {}).join()
    const name = this.#freeName(wellKnown[members] ?? hint)
    this.#names.set(text, name)
    const shape = render(schema, (part, inner) => this.write(part, inner ?? hint))
    this.declarations.push(`export type ${name} = ${shape}`, '')
    return name
  }

  #freeName(hint: string): string {
    const base = hint.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) =>
      first.toUpperCase(),
    )
    let name = base
    for (let number = 2; this.#taken.has(name); number += 1) name = `${base}${number}`
    this.#taken.add(name)
    return name
  }
}

const plain = (schema: Schema): string => render(schema, plain)

function partsOf(schema: Schema): readonly (readonly [name: string, part: Schema])[] {
  const { anyOf = [], allOf = [], items, properties = {}, additionalProperties } = schema
  return [
    ...[...anyOf, ...allOf].map((part) => ['', part] as const),
    ...(items === undefined ? [] : [['', items] as const]),
    ...Object.entries(properties),
    ...(typeof additionalProperties === 'object' ? [['', additionalProperties] as const] : []),
    ...Object.entries(schema.patternProperties ?? {}),
  ]
}

function render(schema: Schema, inner: (part: Schema, hint?: string) => string): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ')
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.anyOf !== undefined) return schema.anyOf.map((part) => inner(part)).join(' | ')
  if (schema.allOf !== undefined) return schema.allOf.map((part) => inner(part)).join(' & ')
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return schema.items === undefined ? 'unknown[]' : `${bracketed(inner(schema.items))}[]`
    case 'object':
      return objectType(schema, inner)
    case undefined:
    default:
      return 'unknown'
  }
}

function objectType(schema: Schema, inner: (part: Schema, hint?: string) => string): string {
  const { properties, required = [], additionalProperties, patternProperties = {} } = schema
  if (properties === undefined) {
    const [value] = [
      ...Object.values(patternProperties),
      ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ]
    return `Record<string, ${value === undefined ? 'unknown' : inner(value)}>`
  }
  const members = Object.entries(properties).map(
    ([name, part]) =>
      `${/^\w+$/.test(name) ? name : `'${name}'`}${required.includes(name) ? '' : '?'}: ${inner(part, name === 'items' ? undefined : singular(name))}`,
  )
  return `{ ${members.join('; ')} }`
}

const bracketed = (type: string): string => (/[|&]/.test(type) ? `(${type})` : type)

const singular = (name: string): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/xes$/, 'x')
    .replace(/(?<=[^su])s$/, '')

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
