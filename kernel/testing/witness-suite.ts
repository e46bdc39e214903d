// What every witness must do. Run by each adapter's test with a fresh witness.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'

export function witnessSuite(
  name: string,
  open: (initial: ServingMap) => Promise<{ witness: Witness; close(): Promise<void> }>,
): void {
  describe(`witness: ${name}`, () => {
    const paired: ServingMap = { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }
    let witness: Witness
    let opened: Awaited<ReturnType<typeof open>>

    before(async () => {
      opened = await open(paired)
      witness = opened.witness
    })
    after(() => opened.close())

    const soloOf = (region: string, epoch: number): ServingMap => ({
      epoch,
      mode: 'solo',
      serving: { sin: region, syd: region },
    })

    it('starts with the map it was given', async () => {
      assert.deepEqual(await witness.read(), paired)
    })

    it('grants a new epoch to one region only', async () => {
      const proposals = [soloOf('sin', 2), soloOf('syd', 2)]
      const answers = await Promise.all(proposals.map((next) => witness.propose(1, next)))
      const inForce = await witness.read()
      assert.equal(inForce.epoch, 2)
      for (const answer of answers) assert.deepEqual(answer, inForce)
      assert.ok(proposals.some((next) => next.serving['sin'] === inForce.serving['sin']))
    })

    it('answers a stale proposal with the map in force, and keeps it', async () => {
      const inForce = await witness.read()
      assert.deepEqual(await witness.propose(1, soloOf('syd', 2)), inForce)
      assert.deepEqual(await witness.read(), inForce)
    })

    it('answers a repeated proposal as it did the first time', async () => {
      const next: ServingMap = { ...paired, epoch: 3 }
      assert.deepEqual(await witness.propose(2, next), next)
      assert.deepEqual(await witness.propose(2, next), next)
    })

    it('keeps what was taken by force, and what is frozen', async () => {
      const next: ServingMap = {
        ...soloOf('syd', 4),
        adopted: { sin: 'sin' },
        frozen: { sin: { since: 4, lost: 'sin' } },
      }
      await witness.propose(3, next)
      assert.deepEqual(await witness.read(), next)
      await witness.propose(4, { ...paired, epoch: 5 })
    })

    it('skips no epoch', async () => {
      await assert.rejects(witness.propose(5, soloOf('sin', 7)))
      assert.equal((await witness.read()).epoch, 5)
    })
  })
}
