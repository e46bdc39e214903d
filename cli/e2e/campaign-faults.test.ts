// Faults of the campaign that no drill and no other test brings about: each has to be seen in the
// processes, and to be over when it is taken back.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { childrenOf, isRunning } from '#adapters/embedded/process-tree.ts'
import { begin, end, type Ground, type Processes } from '#cli/campaign/faults.ts'
import type { FaultKind } from '#cli/campaign/plan.ts'
import { fillCart } from '#cli/e2e/shopping.ts'
import { untilStanding } from '#cli/e2e/standing.ts'
import { until } from '#cli/e2e/until.ts'
import { control } from '#cli/running-store.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'

const skip = process.platform === 'linux' ? false : 'processes are looked at in /proc'
const whole = { sin: 'paired', syd: 'paired' } as const
let own: OwnStore
let ground: Ground

before(async () => {
  if (skip !== false) return
  own = await startOwnStore(() => undefined)
  ground = { store: own.reach, disk: null }
})
after(() => own?.stop())

const fault = (kind: FaultKind) => ({ kind, region: 'sin', atMs: 0, lastsMs: 0 })

/** 0 for what does not run. */
async function pids(): Promise<{ world: number; node: number; postgres: number }> {
  const { world, regions } = await control<Processes>(own.reach, 'GET', '/processes')
  const { node = null, postgres = null } = regions.find(({ code }) => code === 'sin') ?? {}
  return { world: world ?? 0, node: node ?? 0, postgres: postgres ?? 0 }
}

async function standsStill(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

/** A signal takes effect when its process is looked at next. */
const untilStill = (pid: number, still: boolean) =>
  until(
    `${pid} ${still ? 'stands still' : 'goes on'}`,
    async () => (await standsStill(pid)) === still,
  )

describe('a fault of the campaign', { concurrency: 1, skip }, () => {
  it('freezes a Node process and lets it go on', async () => {
    const { node, postgres } = await pids()
    await begin(ground, fault('freeze-node'))
    await untilStill(node, true)
    assert.equal(await standsStill(postgres), false)
    await end(ground, fault('freeze-node'))
    await untilStill(node, false)
    await untilStanding(own.reach, whole)
  })

  it('freezes a database with all of its processes and lets them go on', async () => {
    const { node, postgres } = await pids()
    const all = [postgres, ...childrenOf(postgres)]
    assert.ok(all.length > 5)
    await begin(ground, fault('freeze-database'))
    for (const pid of all) await untilStill(pid, true)
    assert.equal(await standsStill(node), false)
    await end(ground, fault('freeze-database'))
    for (const pid of all.filter(isRunning)) await untilStill(pid, false)
    await untilStanding(own.reach, whole)
  })

  for (const [kind, part] of [
    ['crash-database', 'postgres'],
    ['crash-node', 'node'],
    ['world-crash', 'world'],
  ] as const) {
    it(`ends what it is about, and another takes its place: ${kind}`, async () => {
      const { [part]: pid } = await pids()
      await begin(ground, fault(kind))
      await until(`${part} has ended`, async () => !isRunning(pid))
      await until(`there is another ${part}`, async () => {
        const { [part]: heir } = await pids()
        return heir !== 0 && heir !== pid && isRunning(heir)
      })
      await end(ground, fault(kind))
      await untilStanding(own.reach, whole)
    })
  }

  it('cuts the stream between the ledgers, so that a region goes on alone', async () => {
    await begin(ground, fault('stream-cut'))
    // Where nobody writes nobody waits.
    const carts = Array.from({ length: 6 }, () => fillCart(own.reach.edge, []))
    const writing = Promise.allSettled(carts)
    await until('a region is alone', async () => {
      const stands = await Promise.allSettled(
        (['sin', 'syd'] as const).map((code) => untilStanding(own.reach, { [code]: 'solo' }, 100)),
      )
      return stands.some(({ status }) => status === 'fulfilled')
    })
    await end(ground, fault('stream-cut'))
    await untilStanding(own.reach, whole)
    await writing
  })
})
