import type { TSchema } from '#kernel/core/schema.ts'
import { branchesOf, schemaNode, type SchemaNode } from '#kernel/http/docs/schema-node.ts'

/** One member of a schema as a line of a table. */
export interface SchemaRow {
  readonly name: string
  /** 0 for members of the whole. */
  readonly depth: number
  readonly required: boolean
  /** `string`, `integer`, `list of objects`, `object or null`. */
  readonly type: string
  /** What a value must keep to, in words. */
  readonly rules: string
  readonly description: string
}

const depthMax = 5
const valuesTold = 10

/** The members of an object, each followed by its own members. */
export function schemaRows(schema: TSchema | SchemaNode, depth = 0): readonly SchemaRow[] {
  if (depth > depthMax) return []
  const { properties = {}, required = [] } = schemaNode(schema)
  return Object.entries(properties).flatMap(([name, member]) => [
    {
      name,
      depth,
      required: required.includes(name),
      type: typeWords(member),
      rules: ruleWords(member),
      description: member.description ?? '',
    },
    ...membersBelow(member).flatMap((below) => schemaRows(below, depth + 1)),
  ])
}

/** The objects inside a member: itself, the items of a list, or the branches of a union. */
function membersBelow(member: SchemaNode): readonly SchemaNode[] {
  return branchesOf(schemaNode(member)).branches.flatMap((branch) => {
    if (branch.items !== undefined) return membersBelow(branch.items)
    const values = Object.values(branch.patternProperties ?? {})
    return branch.properties === undefined ? values.flatMap(membersBelow) : [branch]
  })
}

function typeWords(member: SchemaNode): string {
  const { branches, nullable } = branchesOf(schemaNode(member))
  const words = [...new Set(branches.map(branchWords))]
  return [...words, ...(nullable ? ['null'] : [])].join(' or ')
}

function branchWords(node: SchemaNode): string {
  if (node.enum !== undefined || node.const !== undefined) return typeof constOf(node)
  if (node.type === 'array') return node.items ? `list of ${plural(typeWords(node.items))}` : 'list'
  if (node.patternProperties !== undefined) return 'object of any names'
  if (node.format !== undefined) return node.format
  if (typeof node.type === 'string') return node.type
  return node.type?.join(' or ') ?? 'anything'
}

function constOf(node: SchemaNode): unknown {
  return node.const ?? node.enum?.[0]
}

function plural(words: string): string {
  return words.includes(' ') || words === 'anything' ? words : `${words}s`
}

function ruleWords(member: SchemaNode): string {
  const [node = member] = branchesOf(schemaNode(member)).branches
  return [
    node.const === undefined ? '' : JSON.stringify(node.const),
    node.enum === undefined ? '' : enumWords(node.enum),
    range(node.minimum, node.maximum, ''),
    range(node.minLength, node.maxLength, ' characters'),
    range(node.minItems, node.maxItems, ' items'),
    isTelling(node.pattern) ? `matches ${node.pattern}` : '',
    node.default === undefined ? '' : `default ${JSON.stringify(node.default)}`,
  ]
    .filter((rule) => rule !== '')
    .join('; ')
}

/** Short patterns say something to a reader; long ones only to a machine. */
function isTelling(pattern: string | undefined): pattern is string {
  return pattern !== undefined && pattern.length <= 32 && !pattern.includes('\\u')
}

function enumWords(values: readonly unknown[]): string {
  const told = values.slice(0, valuesTold).map(String).join(', ')
  return values.length > valuesTold ? `${told}, … (${values.length} values)` : told
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const bounded = most !== undefined && most < Number.MAX_SAFE_INTEGER
  const limited = least !== undefined && least > -Number.MAX_SAFE_INTEGER
  const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f')
  if (limited && bounded) {
    if (least === 0) return `up to ${grouped(most)}${unit}`
    return `${grouped(least)} to ${grouped(most)}${unit}`
  }
  if (bounded) return `up to ${grouped(most)}${unit}`
  return limited ? `at least ${grouped(least)}${unit}` : ''
}
