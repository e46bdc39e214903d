type Schema = Readonly<Record<string, unknown>>

/**
 * Query and path parameters arrive as text. Turns those into numbers, booleans and lists that the
 * schema wants so; what cannot be turned stays text and fails the validation.
 */
export function coerced(schema: unknown, values: unknown): unknown {
  if (!isObject(schema) || !isObject(schema['properties']) || !isObject(values)) return values
  const properties = schema['properties']
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const member = Object.hasOwn(properties, name) ? properties[name] : undefined
      return [name, isObject(member) ? coercedValue(member, value) : value]
    }),
  )
}

function coercedValue(schema: Schema, value: unknown): unknown {
  const type = schema['type']
  if (type === 'array') {
    const items = isObject(schema['items']) ? schema['items'] : {}
    return (Array.isArray(value) ? value : [value]).map((item) => coercedValue(items, item))
  }
  if (typeof value !== 'string') return value
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value)
  if (type === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null
}
