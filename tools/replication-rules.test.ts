import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readProjectFile } from '#tools/project.ts'

// Neither of the two may import the other: the simulator knows no adapter with a disk, and adapters
// know nobody.

test('every rule of the simulated database is tried on the real one, under its name', () => {
  const promised = names(/^  '([a-z-]+)':/gm, 'simulator/database/rules.ts')
  const titles = ['replication-rules', 'exclusion-rules'].flatMap((suite) =>
    names(/^test\('([^']+)'/gm, `adapters/embedded/${suite}.test.ts`),
  )
  assert.ok(promised.length > 20)
  assert.deepEqual(titles.flatMap((title) => title.split(', ')).toSorted(), promised.toSorted())
})

function names(pattern: RegExp, file: string): string[] {
  const text = readProjectFile(file)
  assert.ok(text !== null, file)
  return [...text.matchAll(pattern)].map(([, name = '']) => name)
}
