import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { Serving } from '#kernel/regions/serving.ts'
import { Shutter } from '#kernel/regions/shutter.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'

const map: ServingMap = { epoch: 3, mode: 'paired', serving: { sin: 'sin', syd: 'sin' } }
const { signal } = new AbortController()

/** One database and one witness, and as many processes as are asked for. */
class Region {
  fence: Fence = { epoch: 3, serves: ['sin', 'syd'] }
  readonly asked: ServingMap[] = []

  process({ starts = false } = {}): Shutter {
    const serving = new Serving('sin', 'sin', ['sin', 'syd'])
    if (!starts) serving.apply(map, 'paired')
    const setFence = async (fence: Fence, was = this.fence) => {
      if (String(was.serves) !== String(this.fence.serves)) throw new Fault('not-serving')
      this.fence = fence
    }
    const propose = async (_: number, next: ServingMap) => {
      this.asked.push(next)
      return next
    }
    return new Shutter({
      serving,
      replication: { setFence, fence: async () => this.fence },
      witness: { propose } as unknown as Witness,
      clock: new FakeClock(),
    })
  }
}

test('a home that one process has shut is not shut by another, which lets nothing in either', async () => {
  const region = new Region()
  const [one, other] = [region.process(), region.process()]
  await one.shut('syd')
  deepEqual(region.fence, { epoch: 3, serves: ['sin'] })
  await rejects(other.shut('syd'), { code: 'not-serving' })
  await other.open()
  deepEqual(region.fence.serves, ['sin'])
  await one.open()
  deepEqual(region.fence.serves, ['sin', 'syd'])
})

test('a process that could not open again what it has shut does so before it shuts anything', async () => {
  const region = new Region()
  const shutter = region.process()
  await shutter.shut('syd')
  await shutter.shut('sin')
  deepEqual(region.fence, { epoch: 3, serves: ['syd'] })
  await shutter.open()
  deepEqual(region.fence.serves, ['sin', 'syd'])
})

test('what another process has shut is opened at the next epoch, which that one then asks for in vain', async () => {
  const region = new Region()
  await region.process().shut('syd')
  const heir = region.process()
  deepEqual(await heir.mapToOpen(map, region.fence, signal), { ...map, epoch: 4 })
  equal(region.asked.length, 1)
})

test('what was shut under an epoch that is over is not taken for an own doing', async () => {
  const region = new Region()
  const old = region.process()
  await old.shut('syd')
  // Its heir took the next epoch, opened, and hands over in its turn.
  const next = { ...map, epoch: 4 }
  region.fence = { epoch: 4, serves: ['sin'] }
  deepEqual(await old.mapToOpen(next, region.fence, signal), { ...map, epoch: 5 })
})

test('an open database, and one that this process has shut, are opened as they are', async () => {
  const region = new Region()
  const shutter = region.process()
  equal(await shutter.mapToOpen(map, region.fence, signal), map)
  await shutter.shut('syd')
  equal(await shutter.mapToOpen(map, region.fence, signal), map)
  // A region that goes on alone, or learns of a later epoch, takes what it was granted.
  const solo: ServingMap = { ...map, mode: 'solo' }
  const heir = region.process()
  equal(await heir.mapToOpen(solo, region.fence, signal), solo)
  const later = { ...map, epoch: 4 }
  equal(await heir.mapToOpen(later, region.fence, signal), later)
  deepEqual(region.asked, [])
})

test('a process that starts where the region is alone takes one epoch, however often it has to try', async () => {
  const region = new Region()
  const alone: ServingMap = { ...map, mode: 'solo' }
  const shutter = region.process({ starts: true })
  const taken = await shutter.mapToOpen(alone, region.fence, signal)
  deepEqual(taken, { ...alone, epoch: 4 })
  deepEqual(await shutter.mapToOpen(taken, region.fence, signal), taken)
  deepEqual(region.asked, [taken])
  deepEqual(await region.process().mapToOpen(alone, region.fence, signal), alone)
})

test('a process that was left behind undoes nothing of what its heir has done', async () => {
  const region = new Region()
  region.fence = { epoch: 5, serves: ['sin', 'syd'] }
  const alone: ServingMap = { ...map, epoch: 4, mode: 'solo' }
  await rejects(region.process().mapToOpen(alone, region.fence, signal), { code: 'not-serving' })
})

test('of two processes that start at once and ask for the same epoch, the later one takes another', async () => {
  const region = new Region()
  const alone: ServingMap = { ...map, mode: 'solo' }
  const [one, other] = [region.process({ starts: true }), region.process({ starts: true })]
  const taken = await one.mapToOpen(alone, region.fence, signal)
  const before = region.fence
  region.fence = { epoch: taken.epoch, serves: ['sin', 'syd'] }
  await rejects(other.mapToOpen(alone, before, signal), { code: 'not-serving' })
  deepEqual(await other.mapToOpen(taken, region.fence, signal), { ...alone, epoch: 5 })
})
