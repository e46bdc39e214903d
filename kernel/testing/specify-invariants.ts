// Shows of each invariant of a workload that it is silent about what is right, and says what is wrong.
// An invariant that no test has seen failing may be one that cannot.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Invariant, Workload } from '#kernel/service/workload.ts'
import { atRest, type RestingParts } from '#kernel/testing/at-rest.ts'

/** A commit, or a platform at rest. */
export type Seen =
  | { readonly now: StoredDocument; readonly before?: StoredDocument }
  | { readonly rest: RestingParts }

export interface InvariantCase {
  readonly right: readonly Seen[]
  /** With everything that is said of it. */
  readonly wrong: readonly (readonly [seen: Seen, ...says: readonly string[]])[]
}

/** @param cases by the name of the invariant; each must have one */
export function specifyInvariants(
  { service, invariants }: Workload,
  cases: Readonly<Record<string, InvariantCase>>,
): void {
  suite(`what must hold of ${service}`, () => {
    test('is shown to fail, all of it', () => {
      const shown = invariants.filter(({ name, always, atRest: resting }) => {
        const wrong = cases[name]?.wrong ?? []
        const commits = wrong.some(([seen]) => 'now' in seen)
        const rests = wrong.some(([seen]) => 'rest' in seen)
        return commits === (always !== undefined) && rests === (resting !== undefined)
      })
      assert.deepEqual(names(shown), names(invariants))
      assert.deepEqual(Object.keys(cases).toSorted(), names(invariants).toSorted())
    })
    for (const invariant of invariants) {
      const { right = [], wrong = [] } = cases[invariant.name] ?? {}
      test(invariant.name, async () => {
        assert(right.length > 0 && wrong.length > 0)
        for (const seen of right) assert.deepEqual(await said(invariant, seen), [])
        for (const [seen, ...says] of wrong) assert.deepEqual(await said(invariant, seen), says)
      })
    }
  })
}

const names = (invariants: readonly Invariant[]): readonly string[] =>
  invariants.map(({ name }) => name)

async function said(invariant: Invariant, seen: Seen): Promise<readonly string[]> {
  if ('rest' in seen) return (await invariant.atRest?.(atRest(seen.rest))) ?? []
  const { always } = invariant
  assert.equal(always?.kind, seen.now.kind)
  const wrong = always.check(seen.now, seen.before ?? null)
  return wrong === null ? [] : [wrong]
}
