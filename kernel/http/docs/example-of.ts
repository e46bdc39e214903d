import { Check } from 'typebox/schema'
import type { TSchema } from '#kernel/core/schema.ts'
import { branchesOf, schemaNode, type SchemaNode } from '#kernel/http/docs/schema-node.ts'

const depthMax = 6

/** A value that fits a schema, for people to start from; undefined when none is easily made. */
export function exampleOf(schema: TSchema): unknown {
  const example = made(schemaNode(schema), 'text', 0)
  return Check(schema, example) ? example : undefined
}

function made(given: SchemaNode, name: string, depth: number): unknown {
  const node = branchesOf(schemaNode(given)).branches[0] ?? given
  if (node.examples?.[0] !== undefined) return node.examples[0]
  if (node.default !== undefined) return node.default
  if (node.const !== undefined) return node.const
  if (node.enum !== undefined) return node.enum[0]
  if (depth > depthMax) return null
  switch (node.type ?? 'anything') {
    case 'object':
      return madeObject(node, depth)
    case 'array':
      return node.items ? [made(node.items, name, depth + 1)] : []
    case 'integer':
    case 'number':
      return Math.max(node.minimum ?? 1, Math.min(1, node.maximum ?? 1))
    case 'boolean':
      return true
    case 'string':
      return madeText(node, name)
    default:
      return null
  }
}

/** Members that must be there; of what may be left out nothing, so that the example stays short. */
function madeObject(node: SchemaNode, depth: number): unknown {
  const required = new Set(node.required)
  const members = Object.entries(node.properties ?? {}).filter(([name]) => required.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, made(member, name, depth + 1)]))
}

const texts: readonly string[] = [
  'abc_sin_0698km3c',
  'SG',
  'example',
  'an-example',
  'a1b2c3',
  '12345',
  'ada@example.com',
  'https://example.com/',
]

function madeText({ format, pattern, minLength = 0 }: SchemaNode, name: string): string {
  if (format === 'date-time') return '2026-01-31T09:30:00.000Z'
  if (format === 'date') return '2026-01-31'
  if (format === 'email') return 'ada@example.com'
  if (format === 'uri') return 'https://example.com/'
  const fits = (text: string) => pattern === undefined || new RegExp(pattern).test(text)
  const fitting = [name, ...texts].find(fits)
  return (fitting ?? name).padEnd(minLength, 'x')
}
