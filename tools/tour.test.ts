import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refreshed } from '#tools/code-blocks.ts'
import { excerpt } from '#tools/excerpt.ts'
import { projectFiles, readProjectFile } from '#tools/project.ts'

const source = `import { a } from '#a.ts'

/** How many. */
export const count = 3

export type Size =
  | 'small'
  | 'large'

// Two lines
// of comment.
export function grow(
  size: Size,
): Size {
  const next = 'large'

  return size === 'small' ? next : size
}

const table = [
  { name: 'grow', of: grow },
]

test('what is small grows', () => {
  grow('small')
})
`

test('the code in the documentation is the code of the source (npm run tour refreshes it)', () => {
  for (const file of projectFiles(/\.md$/)) {
    assert.equal(refreshed(file.text, readProjectFile), file.text, file.path)
  }
})

test('a declaration comes whole and with the comment above it', () => {
  assert.equal(excerpt(source, 'count'), '/** How many. */\nexport const count = 3')
  assert.equal(excerpt(source, 'Size'), `export type Size =\n  | 'small'\n  | 'large'`)
  assert.equal(excerpt(source, 'table'), `const table = [\n  { name: 'grow', of: grow },\n]`)
  const grow = excerpt(source, 'grow')
  assert.ok(grow?.startsWith('// Two lines') && grow.endsWith(': size\n}'))
})

test('a test is found by its sentence', () => {
  const found = `test('what is small grows', () => {\n  grow('small')\n})`
  assert.equal(excerpt(source, 'what is small grows'), found)
})

test('a name that is not declared is none', () => {
  assert.equal(excerpt(source, 'shrink'), null)
})

test('a block is filled the first time, replaced after that, and the rest stays', () => {
  const read = (file: string) => (file === 'a.ts' ? source : null)
  const empty = 'Before.\n\n<!-- code: a.ts#count -->\n\nAfter.\n'
  const filled = refreshed(empty, read)
  assert.equal(
    filled,
    'Before.\n\n<!-- code: a.ts#count -->\n\n```ts\n/** How many. */\nexport const count = 3\n```\n\nAfter.\n',
  )
  assert.equal(refreshed(filled, read), filled)
  assert.equal(refreshed(filled.replace('= 3', '= 4'), read), filled)
})

test('documentation that names what is gone fails', () => {
  assert.throws(() => refreshed('<!-- code: gone.ts#a -->\n', () => null), /gone\.ts/)
  assert.throws(() => refreshed('<!-- code: a.ts#gone -->\n', () => source), /declares no gone/)
})
