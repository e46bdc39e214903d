import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Nullable, OneOf, Strict, Type } from '#kernel/core/schema.ts'
import { schemaRows } from '#kernel/http/docs/schema-rows.ts'

test('members are told in words, each followed by its own', () => {
  const rows = schemaRows(
    Strict({
      colour: OneOf(['red', 'blue'], { description: 'As painted' }),
      count: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 12_000 }))),
      parts: Type.Array(Strict({ at: Type.String({ format: 'date-time' }) }), { maxItems: 3 }),
    }),
  )
  deepEqual(
    rows.map(({ name, depth, required, type, rules }) => [name, depth, required, type, rules]),
    [
      ['colour', 0, true, 'string', 'red, blue'],
      ['count', 0, false, 'integer or null', 'up to 12\u202f000'],
      ['parts', 0, true, 'list of objects', 'up to 3 items'],
      ['at', 1, true, 'date-time', ''],
    ],
  )
  equal(rows[0]?.description, 'As painted')
})

test('an intersection is shown as one object', () => {
  const both = Type.Intersect([Type.Object({ id: Type.String() }), Strict({ name: Type.String() })])
  deepEqual(
    schemaRows(both).map(({ name }) => name),
    ['id', 'name'],
  )
})
