import assert from 'node:assert/strict'
import { test } from 'node:test'
import { treeOf } from '#services/catalog/category-tree.ts'
import type { CategoryInput, CategoryNode } from '#services/catalog/contract.ts'

const category = (handle: string, parent?: string): CategoryInput => ({
  handle,
  title: handle,
  description: '',
  position: 0,
  ...(parent === undefined ? {} : { parent }),
})

const outline = (nodes: readonly CategoryNode[]): unknown =>
  nodes.map(({ handle, children }) =>
    children.length === 0 ? handle : [handle, outline(children)],
  )

test('categories stand under their parents in the order given', () => {
  const tree = treeOf([
    category('green', 'tea'),
    category('tea'),
    category('black', 'tea'),
    category('cups'),
  ])
  assert.deepEqual(outline(tree), [['tea', ['green', 'black']], 'cups'])
})

test('a category whose parent is missing stands at the top', () => {
  assert.deepEqual(outline(treeOf([category('green', 'tea')])), ['green'])
})

test('a ring is cut at its first member, and shows everything once', () => {
  const ring = [category('a', 'c'), category('b', 'a'), category('c', 'b'), category('d', 'd')]
  assert.deepEqual(outline(treeOf(ring)), [['a', [['b', ['c']]]], 'd'])
})
