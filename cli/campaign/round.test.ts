import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakeStore, wholeReport } from '#cli/campaign/fake-store.ts'
import type { FaultKind } from '#cli/campaign/plan.ts'
import { noFigures, roundOf } from '#cli/campaign/round.ts'
import { audit } from '#cli/drills/audit.ts'
import { records } from '#cli/drills/clean-record.ts'
import { Stage } from '#cli/drills/stage.ts'

const roundWith = (fake: FakeStore, ...kinds: FaultKind[]) => {
  const figures = noFigures()
  const faults = kinds.map((kind) => ({ kind, region: 'sin', atMs: 50, lastsMs: 400 }))
  const plan = { seed: 1, round: 1, pressesTwice: true, faults }
  const round = roundOf(plan, { store: fake.file, disk: null }, figures)
  return { figures, round, stage: new Stage(fake.file, () => undefined) }
}

test('a round tells what happened in it from what was only planned', async () => {
  const fake = await FakeStore.start()
  try {
    const { figures, round, stage } = roundWith(fake, 'partition', 'crash-node', 'full-disk')
    await round.rehearse(stage)
    assert.deepEqual(
      figures.happened.map(({ kind }) => kind),
      ['partition'],
    )
    assert.deepEqual(figures.notBroughtAbout.map(({ kind, why }) => `${kind}: ${why}`).sort(), [
      'crash-node: the Node process of sin does not run',
      'full-disk: no disk can be filled here',
    ])
    assert.ok(figures.wholeAfterMs !== null)
  } finally {
    fake.close()
  }
})

test('conflicts of a subscription that ends in the round are found', async () => {
  const fake = await FakeStore.start()
  try {
    const { figures, round, stage } = roundWith(fake, 'partition')
    const says = (conflicts: number) =>
      wholeReport('syd', { stream: { receiving: true, sending: true, lagBytes: 0, conflicts } })
    // Before the round, at the first look in it, and ever after.
    const counts = [3, 5]
    Object.defineProperty(fake.reports, 'syd', { get: () => says(counts.shift() ?? 0) })
    await round.rehearse(stage)
    await round.afterwards?.(stage)
    assert.equal(figures.conflicts, 2)
    const found = round.alsoExpects?.(audit(records())) ?? []
    assert.deepEqual(
      found.map(({ says: what }) => what),
      ['2 rows met a conflict in replication'],
    )
  } finally {
    fake.close()
  }
})
