import { deepEqual, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { graves } from '#cli/simulate/graveyard.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'
import { services } from '#runtime/services.ts'
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

test('what is simulated is what runs', () => {
  const named = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)
  deepEqual(named(simulated), named(services))
})
