import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, beforeEach, describe, it } from 'node:test'
import { FakeStore, wholeReport } from '#cli/campaign/fake-store.ts'
import { begin, end, heal, type Ground } from '#cli/campaign/faults.ts'
import type { FaultKind, PlannedFault } from '#cli/campaign/plan.ts'
import type { SmallDisk } from '#cli/small-disk.ts'

const planned = (kind: FaultKind, region = 'sin'): PlannedFault => ({
  kind,
  region,
  atMs: 0,
  lastsMs: 0,
})

describe('a fault', () => {
  let fake: FakeStore
  let ground: Ground
  before(async () => {
    fake = await FakeStore.start()
    ground = { store: fake.file, disk: null }
  })
  after(() => fake.close())
  beforeEach(() => {
    fake.pressed.length = 0
    for (const region of fake.processes) {
      Object.assign(region, { node: null, postgres: null, paused: false })
    }
  })

  for (const kind of [
    'kill-region',
    'kill-database',
    'crash-node',
    'crash-database',
    'freeze-node',
    'freeze-database',
    'world-crash',
  ] as const) {
    it(`${kind} did not happen to what does not run`, async () => {
      await assert.rejects(begin(ground, planned(kind)), /does not run/)
      assert.deepEqual(fake.pressed, [])
      await end(ground, planned(kind))
    })
  }

  it('did not happen to a process that has ended and is still listed', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
    await new Promise((resolve) => child.once('exit', resolve))
    Object.assign(fake.processes[0] ?? {}, { node: child.pid })
    await assert.rejects(begin(ground, planned('crash-node')), /does not run/)
  })

  it('of what runs happens to it', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', (_, name) => resolve(name)))
    Object.assign(fake.processes[0] ?? {}, { node: child.pid })
    await begin(ground, planned('crash-node'))
    assert.equal(await ended, 'SIGKILL')
  })

  it('cannot freeze a part of what stands still already', async () => {
    Object.assign(fake.processes[0] ?? {}, { node: process.pid, paused: true })
    await assert.rejects(begin(ground, planned('freeze-node')), /stands still already/)
  })

  it('is no hand-over where the region does not serve its home', async () => {
    fake.reports.sin = wholeReport('sin', { serves: [] })
    await assert.rejects(begin(ground, planned('switch-over')), /does not serve its home/)
    assert.deepEqual(fake.pressed, [])
    fake.reports.sin = wholeReport('sin')
    await begin(ground, planned('switch-over'))
    assert.deepEqual(fake.pressed, ['/internal/hand-over'])
  })

  it('fills a disk only where there is a small one', async () => {
    await assert.rejects(begin(ground, planned('full-disk')), /no disk can be filled/)
    let filled = 0
    const disk = { fill: () => (filled += 1), free: () => undefined } as unknown as SmallDisk
    await assert.rejects(begin({ ...ground, disk }, planned('full-disk', 'syd')), /small disk/)
    await begin({ ...ground, disk }, planned('full-disk'))
    assert.equal(filled, 1)
  })

  it('of any kind can be healed where none is', () => heal(ground))
})
