import assert from 'node:assert/strict'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { httpWitness } from '#adapters/embedded/witness.ts'
import { isFault } from '#kernel/core/fault.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { witnessSuite } from '#kernel/testing/witness-suite.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'
import { startWitness } from '#world/witness/witness.ts'

const initial: ServingMap = { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }
const solo: ServingMap = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } }

witnessSuite('over HTTP, on disk', async (first) => {
  const server = await startWitness({ dir: await temporaryFolder(), port: 0, initial: first })
  const witness = httpWitness(server.url)
  return {
    witness,
    async close() {
      await witness.close()
      await server.close()
    },
  }
})

async function withWitness(dir: string, work: (witness: Witness, url: string) => Promise<void>) {
  const server = await startWitness({ dir, port: 0, initial })
  const witness = httpWitness(server.url)
  await work(witness, server.url)
  await witness.close()
  await server.close()
}

describe('the witness on disk', () => {
  it('holds the map it granted after a restart, and the history of all maps', async () => {
    const dir = await temporaryFolder()
    await withWitness(dir, async (witness) => {
      await witness.propose(1, solo)
    })
    await withWitness(dir, async (witness, url) => {
      assert.deepEqual(await witness.read(), solo)
      const history = (await (await fetch(`${url}/history`)).json()) as {
        items: { map: ServingMap }[]
      }
      assert.deepEqual(
        history.items.map(({ map }) => map.epoch),
        [1, 2],
      )
    })
  })

  it('has the map on disk before it answers', async () => {
    const dir = await temporaryFolder()
    await withWitness(dir, async (witness) => {
      await witness.propose(1, solo)
      assert.deepEqual(JSON.parse(await readFile(join(dir, 'map.json'), 'utf8')), solo)
    })
  })

  it('does not start on a map it cannot read, and does not touch it', async () => {
    const dir = await temporaryFolder()
    await mkdir(dir, { recursive: true })
    await writeFile(join(dir, 'map.json'), '{"epoch":')
    await assert.rejects(startWitness({ dir, port: 0, initial }), /cannot be read/)
    assert.equal(await readFile(join(dir, 'map.json'), 'utf8'), '{"epoch":')
  })

  it('does not begin again when the map is lost but its history is not', async () => {
    const dir = await temporaryFolder()
    await withWitness(dir, async (witness) => {
      await witness.propose(1, solo)
    })
    await rm(join(dir, 'map.json'))
    await assert.rejects(startWitness({ dir, port: 0, initial }), /is missing/)
  })

  it('refuses a map that leaves a home without a region', async () => {
    await withWitness(await temporaryFolder(), async (witness) => {
      const next: ServingMap = { epoch: 2, mode: 'solo', serving: { sin: 'sin' } }
      await assert.rejects(witness.propose(1, next), (error) => isFault(error, 'bad-data'))
    })
  })

  it('refuses a map whose frozen homes nobody lost', async () => {
    await withWitness(await temporaryFolder(), async (witness) => {
      const frozen = { sin: { since: 2 } } as unknown as NonNullable<ServingMap['frozen']>
      const proposal = witness.propose(1, { ...solo, frozen })
      await assert.rejects(proposal, (error) => isFault(error, 'bad-data'))
    })
  })

  it('is unavailable when it is gone', async () => {
    const server = await startWitness({ dir: await temporaryFolder(), port: 0, initial })
    const witness = httpWitness(server.url)
    await server.close()
    await assert.rejects(witness.read(), (error) => isFault(error, 'unavailable'))
    await assert.rejects(witness.propose(1, solo), (error) => isFault(error, 'unavailable'))
    await witness.close()
  })

  it('leaves the outcome unknown when it does not answer in time', async () => {
    const server = await startWitness({ dir: await temporaryFolder(), port: 0, initial })
    const witness = httpWitness(server.url)
    server.fault({ slowMs: 1_500 })
    await assert.rejects(witness.propose(1, solo), (error) => isFault(error, 'outcome-unknown'))
    await witness.close()
    await server.close()
  })
})
