import { Errors } from 'typebox/schema'
import { Strict, type TSchema } from '#kernel/core/schema.ts'
import { HttpProblem, type MemberError } from '#kernel/http/problems.ts'
import { pointerToken } from '#kernel/http/check-data.ts'

/** How many members at fault are told at once. */
const errorsMax = 8
/** Names in an answer may come from the request: no longer than this. */
const pointerLengthMax = 200

/** What Ajv and TypeBox say of a value that does not fit. */
interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/**
 * The problem of a request that its schemas refuse; null for other errors. Ajv stops at the first
 * error, which keeps hostile bodies cheap; TypeBox then lists the first few for people.
 * @param parts what was validated, with the schemas under the names Ajv's caller gives them
 */
export function validationProblem(
  error: unknown,
  parts: Readonly<Record<'body' | 'query' | 'params', unknown>> & {
    readonly schema: {
      readonly body?: unknown
      readonly querystring?: unknown
      readonly params?: unknown
    }
  },
): HttpProblem | null {
  const { validation, validationContext } = error as {
    validation?: readonly SchemaError[]
    validationContext?: string
  }
  if (!validation) return null
  switch (validationContext ?? 'body') {
    case 'querystring':
      return invalid('query', parts.schema.querystring, parts.query, validation)
    case 'params':
      return invalid('path', parts.schema.params, parts.params, validation)
    default:
      return invalid('body', parts.schema.body, parts.body, validation)
  }
}

function invalid(
  part: MemberError['in'],
  schema: unknown,
  value: unknown,
  first: readonly SchemaError[],
): HttpProblem {
  const all = schema === undefined ? [] : (Errors(schema as TSchema, value)[1] as SchemaError[])
  const errors = memberErrors(part, all.length > 0 ? all : first).slice(0, errorsMax)
  const where = part === 'path' ? 'address' : part
  const detail = errors
    .slice(0, 2)
    .map((error) => `${error.pointer === '' ? `the ${where}` : error.pointer} ${error.detail}`)
    .join('; ')
  return new HttpProblem('http.invalid', `In the ${where}: ${detail}.`, { errors })
}

/** A schema for parameters: one that does not say what it thinks of unknown members refuses them. */
export function strictly(schema: TSchema | undefined): TSchema {
  if (schema === undefined) return Strict({})
  const silent = 'properties' in schema && !('additionalProperties' in schema)
  return silent ? { ...schema, additionalProperties: false } : schema
}

/** For routes that take no body: none, null and an empty object say nothing. */
export function refuseBody(body: unknown): void {
  if (body === undefined || body === null) return
  if (typeof body === 'object' && Object.keys(body).length === 0) return
  const errors = [{ in: 'body', pointer: '', detail: 'is not taken here' }] as const
  throw new HttpProblem('http.invalid', 'This route takes no body.', { errors })
}

/** One entry a member: the branches of a union that refused it are joined by "or". */
function memberErrors(part: MemberError['in'], errors: readonly SchemaError[]): MemberError[] {
  const byPointer = Map.groupBy(errors.flatMap(toldOf), ({ pointer }) => pointer)
  return [...byPointer].map(([pointer, told]) => {
    const details = [...new Set(told.flatMap(({ detail }) => detail ?? []))]
    const united = told.some(({ detail }) => detail === null)
    const detail = details.join(united ? ' or ' : ', ') || 'does not fit'
    return { in: part, pointer: pointer.slice(0, pointerLengthMax), detail }
  })
}

/** A detail of null says that what else was told of the member are branches of a union. */
function toldOf(error: SchemaError): { pointer: string; detail: string | null }[] {
  const { keyword, instancePath, params, message = 'does not fit' } = error
  const below = (name: unknown) => `${instancePath}/${pointerToken(String(name))}`
  switch (keyword) {
    case 'required':
      return listed(params['missingProperty'] ?? params['requiredProperties']).map((name) => ({
        pointer: below(name),
        detail: 'is missing',
      }))
    case 'additionalProperties':
      return listed(params['additionalProperty'] ?? params['additionalProperties']).map((name) => ({
        pointer: below(name),
        detail: unknownMember,
      }))
    case 'boolean':
      return [{ pointer: instancePath, detail: unknownMember }]
    case 'anyOf':
    case 'oneOf':
      return [{ pointer: instancePath, detail: null }]
    case 'enum':
      return [{ pointer: instancePath, detail: enumDetail(params) }]
    default:
      return [{ pointer: instancePath, detail: message }]
  }
}

const unknownMember = 'is not known to this route'
const enumValuesTold = 12

function enumDetail(params: SchemaError['params']): string {
  const values = listed(params['allowedValues'])
  const told = values.slice(0, enumValuesTold).map((value) => JSON.stringify(value))
  return `must be one of ${told.join(', ')}${values.length > enumValuesTold ? ' …' : ''}`
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
