import fc from 'fast-check'
import { schemaNode, type SchemaNode } from '#kernel/http/docs/schema-node.ts'
import { valuesOf, type Known } from '#runtime/fuzz/values.ts'

interface Place {
  readonly path: readonly (string | number)[]
  readonly member: string
  readonly schema: SchemaNode
}

/**
 * A value that makes sense to the business, with one thing in it replaced by another that the schema
 * allows: gets further into a service than what was made from the schema alone.
 */
export function nudged(schema: SchemaNode, sensible: unknown, known: Known): fc.Arbitrary<unknown> {
  const places = placesIn({ path: [], member: '', schema }, sensible)
  return fc.constantFrom(...places).chain(({ path, member, schema: here }) =>
    valuesOf(here, member, known).map((value) => {
      const copy = { whole: structuredClone(sensible) }
      put(copy, ['whole', ...path], value)
      return copy.whole
    }),
  )
}

function placesIn(place: Place, value: unknown): Place[] {
  const node = schemaNode(place.schema)
  if (node.type === 'array' && Array.isArray(value)) {
    const { items = {} } = node
    const below = value.flatMap((item, at) =>
      placesIn({ ...place, path: [...place.path, at], schema: items }, item),
    )
    return [place, ...below]
  }
  if (node.type !== 'object' || typeof value !== 'object' || value === null) return [place]
  const below = Object.entries(node.properties ?? {}).flatMap(([member, schema]) =>
    placesIn(
      { path: [...place.path, member], member, schema },
      (value as Record<string, unknown>)[member],
    ),
  )
  return below.length > 0 ? below : [place]
}

function put(into: object, [step = '', ...rest]: readonly (string | number)[], value: unknown) {
  const container = into as Record<string | number, unknown>
  if (rest.length === 0) container[step] = value
  else put(container[step] as object, rest, value)
}
