// Values that a JSON schema allows, and values that are nearly so.

import { Check } from 'typebox/schema'
import type { TSchema } from '#kernel/core/schema.ts'
import fc from 'fast-check'
import { schemaNode, type SchemaNode } from '#kernel/http/docs/schema-node.ts'

/** What a shop knows under the name of a member: `sku` → its SKUs. */
export type Known = (member: string) => readonly unknown[]

/** Words that mean something to somebody: a parser, a shell, a database, a spreadsheet, a browser. */
export const nastyTexts: readonly string[] = [
  ' ',
  '-',
  '0',
  'null',
  'undefined',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  "'; DROP TABLE documents;--",
  '" OR ""="',
  '%00',
  '%',
  '_',
  '\\',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("http://x","y")',
  '\r\nSet-Cookie: a=b',
  'İıſK',
  '\u202eRTL\u2066',
  'e\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦🇸🇬',
  '\u{10ffff}',
  '\uffff',
  '\ufeffx',
  '\u2028\u2029\u0085',
  '٣',
  'ﷺ',
  'NaN',
  '1e309',
  'a'.repeat(3_000),
]

const plainText = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 24 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 1 },
  { arbitrary: fc.constantFrom(...nastyTexts), weight: 2 },
)

/** Values that fit the schema and hold nothing that no route can store. */
export function valuesOf(given: SchemaNode, member: string, known: Known): fc.Arbitrary<unknown> {
  const node = schemaNode(given)
  const generic = unguided(node, member, known)
  const fitting = known(member).filter((value) => Check(node as TSchema, value))
  if (fitting.length === 0 || node.type !== 'string' || node.enum) return generic
  return fc.oneof(
    { arbitrary: fc.constantFrom(...fitting), weight: 6 },
    { arbitrary: generic, weight: 1 },
  )
}

function unguided(node: SchemaNode, member: string, known: Known): fc.Arbitrary<unknown> {
  if (node.anyOf) return fc.oneof(...node.anyOf.map((branch) => valuesOf(branch, member, known)))
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum) return fc.constantFrom(...node.enum)
  switch (node.type ?? 'anything') {
    case 'object':
      return objectsOf(node, member, known)
    case 'array':
      return arraysOf(node, member, known)
    case 'integer':
      return wholeNumbers(node)
    case 'number':
      return fc.double({ min: -1e15, max: 1e15, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textsOf(node)
  }
}

function objectsOf(node: SchemaNode, member: string, known: Known): fc.Arbitrary<unknown> {
  const [pattern] = Object.entries(node.patternProperties ?? {})
  if (pattern) {
    const [names, values] = pattern
    const texts = { type: 'string', pattern: names, minLength: 1 }
    const keys = valuesOf(texts, `${member} name`, known).map(String)
    return fc.dictionary(
      keys.filter((key) => key !== '__proto__'),
      valuesOf(values, '', known),
      { maxKeys: 3, noNullPrototype: true },
    )
  }
  const properties = Object.entries(node.properties ?? {})
  const model = properties.map(([name, value]) => [name, valuesOf(value, name, known)] as const)
  return fc.record(Object.fromEntries(model), {
    requiredKeys: [...(node.required ?? [])],
    noNullPrototype: true,
  })
}

function arraysOf(node: SchemaNode, member: string, known: Known): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = Infinity } = node
  const maxLength = Math.min(maxItems, minItems + 3)
  return fc.array(valuesOf(items, member, known), { minLength: minItems, maxLength })
}

function wholeNumbers(node: SchemaNode): fc.Arbitrary<number> {
  const { minimum: min = -Number.MAX_SAFE_INTEGER, maximum: max = Number.MAX_SAFE_INTEGER } = node
  return fc.oneof(
    { arbitrary: fc.integer({ min, max: Math.min(max, min + 20) }), weight: 3 },
    { arbitrary: fc.integer({ min, max }), weight: 2 },
    { arbitrary: fc.constantFrom(min, max), weight: 1 },
  )
}

function textsOf({ pattern, format, minLength = 0, maxLength = 4_000 }: SchemaNode) {
  if (format === 'date-time') {
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map(isoOf)
  }
  const fits = (text: string) => lengthOf(text) >= minLength && lengthOf(text) <= maxLength
  if (pattern === undefined) return storable(plainText).filter(fits)
  const rule = new RegExp(pattern, 'u')
  const matching = (text: string) => fits(text) && rule.test(text)
  return storable(
    fc.oneof(
      { arbitrary: madeFrom(pattern).filter(matching), weight: 3 },
      { arbitrary: plainText.map((text) => (matching(text) ? text : 'x')), weight: 1 },
    ),
  ).filter(matching)
}

const byPattern = new Map<string, fc.Arbitrary<string>>()

/** fast-check makes texts from patterns, at some cost, but not from those that look around. */
function madeFrom(pattern: string): fc.Arbitrary<string> {
  const looksAround = /\(\?[!<=]/.test(pattern)
  const made =
    byPattern.get(pattern) ??
    (looksAround ? fc.constantFrom('a', 'B-1', 'ü ß') : fc.stringMatching(new RegExp(pattern, 'u')))
  byPattern.set(pattern, made)
  return made
}

function storable(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return texts.map((text) => text.toWellFormed().replaceAll('\u0000', ''))
}

/** In code points, as JSON Schema counts. */
const lengthOf = (text: string): number => Array.from(text).length
const isoOf = (date: Date): string => date.toISOString()
