import { deepEqual, equal, ok } from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { bury, graves } from '#cli/simulate/graveyard.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'
import { services } from '#runtime/services.ts'
import { planOf } from '#simulator/plan.ts'
import { services as simulated } from '#simulator/services.ts'

const buried = await graves()

suite('days that once broke a promise break none any more', () => {
  for (const { file, plan } of buried) {
    test(file, async () => deepEqual((await livedThrough(plan)).violations, []))
  }
})

test('the graveyard is read', () => {
  ok(buried.length > 0)
})

test('a day that is buried is found again, as it was, with what it broke', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'meridian-graveyard-'))
  try {
    const violation = { promise: 'P1', name: 'Nothing acknowledged is lost!', detail: 'an order' }
    const grave = { ...violation, plan: planOf(77) }
    const file = await bury(grave, folder)
    const [found, ...more] = await graves(folder)
    deepEqual(more, [])
    deepEqual(found, { ...grave, file: 'p1-nothing-acknowledged-is-lost-77.json' })
    equal(resolve(file), join(folder, found?.file ?? ''))
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('what is simulated is what runs', () => {
  const named = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)
  deepEqual(named(simulated), named(services))
})
