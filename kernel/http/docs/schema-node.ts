import type { TSchema } from '#kernel/core/schema.ts'

/** A JSON schema as the documentation reads it: only what the schemas of service tables use. */
export interface SchemaNode {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly anyOf?: readonly SchemaNode[]
  readonly allOf?: readonly SchemaNode[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** An intersection is shown as the one object it describes. */
export function schemaNode(schema: TSchema | SchemaNode): SchemaNode {
  const node = schema as SchemaNode
  if (node.allOf === undefined) return node
  const parts = node.allOf.map(schemaNode)
  const { allOf: _, ...rest } = node
  return {
    ...rest,
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required = [] }) => required),
  }
}

/** The branches of a union without null, and whether null is one of them. */
export function branchesOf(node: SchemaNode): {
  readonly branches: readonly SchemaNode[]
  readonly nullable: boolean
} {
  const branches = (node.anyOf ?? [node]).map(schemaNode)
  const rest = branches.filter(({ type }) => type !== 'null')
  return { branches: rest, nullable: rest.length < branches.length }
}
