import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { stripTypeScriptTypes } from 'node:module'
import { suite, test } from 'node:test'
import { huntAll } from '#tools/mutants/hunt.ts'
import { knownSeeds } from '#tools/mutants/known-seeds.ts'
import { mutated, type Mutant } from '#tools/mutants/mutant.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import { readProjectFile } from '#tools/project.ts'

suite('the mutants', () => {
  test('are enough, and each has its own name', () => {
    ok(mutants.length >= 25)
    equal(new Set(mutants.map(({ name }) => name)).size, mutants.length)
  })

  for (const mutant of mutants) {
    test(`${mutant.name} changes what stands in the source today`, () => {
      for (const { file, from } of mutant.edits) {
        const text = readProjectFile(file) ?? ''
        deepEqual([file, text.split(from).length - 1], [file, 1], `once: ${from}`)
        const changed = mutated(mutant, file, text)
        notEqual(changed, text)
        // It has to run, or what it is caught by says nothing.
        stripTypeScriptTypes(changed)
      }
    })
  }
})

test('every mutant was caught, and is caught again on the smallest day that was found for it', async () => {
  const known = knownSeeds()
  const seedOf = ({ name }: Mutant): number | undefined => known[name]?.caught?.smallest
  const unknown = mutants.filter((mutant) => seedOf(mutant) === undefined)
  deepEqual(unknown, [], 'npm run mutants -- --write finds their seeds')
  const free: string[] = []
  await huntAll(
    mutants,
    (hunter, mutant) => hunter.hunt({ mutant: mutant.name, first: seedOf(mutant) ?? 1, seeds: 1 }),
    ({ name }, { caught }) => {
      if (caught === null) free.push(name)
    },
  )
  deepEqual(free, [])
})
